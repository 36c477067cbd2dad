package org.foobarlab.explanation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a sentence into a vector that lies near those of sentences with a like meaning: the vectors of two language
 * models, one after the other, since what one of them confuses the other often tells apart. Works offline, on one
 * thread, so that the same sentence has the same vector on every run. Thread-safe.
 */
final class Embedder {
    /** The length of one model's vector. */
    static final int ONE = 384;
    /** The length of a vector. */
    static final int SIZE = 2 * ONE;

    private static final int MAX_PIECES = 96;

    private final List<Model> models;

    private static final class Shared {
        private static final Embedder INSTANCE = new Embedder();
    }

    private Embedder() {
        models = OnnxLibrary.use(() -> List.of(new Model("/all-minilm-l6-v2-q"), new Model("/bge-small-en-v1.5-q")));
    }

    /** The one of this process; loading it takes about a second. */
    static Embedder shared() {
        return Shared.INSTANCE;
    }

    /**
     * Embed a sentence.
     *
     * @param sentence the sentence; what is beyond about 70 words is left out
     * @return its vector, of which each model's part is of length 1
     */
    float[] embed(String sentence) {
        return embed(sentence, models);
    }

    /** Return the vector of the first model alone, of length 1: enough for {@link #cosine}. */
    float[] compare(String sentence) {
        return embed(sentence, models.subList(0, 1));
    }

    private static float[] embed(String sentence, List<Model> models) {
        return OnnxLibrary.use(() -> {
            float[] vector = new float[models.size() * ONE];
            for (int i = 0; i < models.size(); i++) {
                models.get(i).embed(sentence, vector, i * ONE);
            }
            return vector;
        });
    }

    /**
     * Return how near two sentences are, by the first model, whose distances mean most by themselves: 1 for the same
     * sentence.
     */
    static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < ONE; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** A language model with its own pieces of words. */
    private static final class Model {
        private final WordPieces pieces;
        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;

        Model(String name) {
            try (InputStream model = Embedder.class.getResourceAsStream(name + ".onnx");
                    InputStream tokenizer = Embedder.class.getResourceAsStream(name + "-tokenizer.json");
                    OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                pieces = new WordPieces(tokenizer);
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                session = environment.createSession(model.readAllBytes(), options);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (OrtException e) {
                throw new IllegalStateException("the language model cannot be loaded: " + e.getMessage(), e);
            }
        }

        void embed(String sentence, float[] vector, int at) {
            long[] ids = cut(sentence);
            long[] mask = new long[ids.length];
            Arrays.fill(mask, 1);
            try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
                    OnnxTensor attention = OnnxTensor.createTensor(environment, new long[][] {mask});
                    OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]})) {
                Map<String, OnnxTensor> inputs = new HashMap<>();
                inputs.put("input_ids", input);
                inputs.put("attention_mask", attention);
                if (session.getInputNames().contains("token_type_ids")) {
                    inputs.put("token_type_ids", types);
                }
                try (OrtSession.Result result = session.run(inputs)) {
                    mean(((float[][][]) result.get(0).getValue())[0], vector, at);
                }
            } catch (OrtException e) {
                throw new IllegalStateException("the language model failed: " + e.getMessage(), e);
            }
        }

        private long[] cut(String sentence) {
            int[] own = pieces.cut(sentence);
            int length = Math.min(own.length, MAX_PIECES - 2);
            long[] ids = new long[length + 2];
            ids[0] = pieces.begin();
            for (int i = 0; i < length; i++) {
                ids[i + 1] = own[i];
            }
            ids[length + 1] = pieces.end();
            return ids;
        }

        private static void mean(float[][] tokens, float[] vector, int at) {
            double[] sum = new double[ONE];
            for (float[] token : tokens) {
                for (int i = 0; i < ONE; i++) {
                    sum[i] += token[i];
                }
            }
            double length = 0;
            for (double d : sum) {
                length += d * d;
            }
            for (int i = 0; i < ONE; i++) {
                vector[at + i] = (float) (sum[i] / Math.sqrt(length));
            }
        }
    }
}
