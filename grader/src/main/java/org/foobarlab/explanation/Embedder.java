package org.foobarlab.explanation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns a sentence into a vector that lies near those of sentences with a like meaning. Works offline, on one
 * thread, so that the same sentence has
 * the same vector on every run. Thread-safe.
 */
final class Embedder {
    /** The length of a vector. */
    static final int SIZE = 384;

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int MAX_PIECES = 96;

    private final WordPieces pieces;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private static final class Shared {
        private static final Embedder INSTANCE = new Embedder();
    }

    private Embedder() {
        try (InputStream model = Embedder.class.getResourceAsStream(MODEL);
                InputStream tokenizer = Embedder.class.getResourceAsStream(TOKENIZER)) {
            pieces = new WordPieces(tokenizer);
            environment = OrtEnvironment.getEnvironment();
            removeUnpacked();
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.readAllBytes(), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("the language model cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * Remove the libraries that the runtime unpacked, which are loaded by now, and their folder. It would try to at the end of the process, but
     * the folder before what is in it, so that each run left a folder behind.
     */
    private static void removeUnpacked() {
        try {
            Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
            field.setAccessible(true);
            Path folder = (Path) field.get(null);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (ReflectiveOperationException | RuntimeException | IOException e) {
            // Another release keeps it elsewhere, or the system does not let go of a loaded file. Nothing depends on it.
        }
    }

    /** The one of this process; loading it takes about a second. */
    static Embedder shared() {
        return Shared.INSTANCE;
    }

    /**
     * Embed a sentence.
     *
     * @param sentence the sentence; what is beyond about 70 words is left out
     * @return its vector, of length 1
     */
    float[] embed(String sentence) {
        long[] ids = pieces.cut(sentence, MAX_PIECES);
        long[] mask = new long[ids.length];
        java.util.Arrays.fill(mask, 1);
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
                return mean(((float[][][]) result.get(0).getValue())[0]);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the language model failed: " + e.getMessage(), e);
        }
    }

    private static float[] mean(float[][] tokens) {
        double[] sum = new double[tokens[0].length];
        for (float[] token : tokens) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += token[i];
            }
        }
        double length = 0;
        for (double d : sum) {
            length += d * d;
        }
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sum[i] / Math.sqrt(length));
        }
        return unit;
    }
}
