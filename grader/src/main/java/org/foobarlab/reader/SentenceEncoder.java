package org.foobarlab.reader;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.foobarlab.explanation.OnnxLibrary;

/**
 * Turns sentences into vectors by a small encoder that was trained to read explanations. Its graph and what training
 * changed lie beside this class; the rest are {@link PublishedWeights}. Works offline, on one thread. Thread-safe.
 */
final class SentenceEncoder {
    private static final String GRAPH = "reader.onnx";
    /** How many numbers the features of a sentence are. */
    static final int FEATURES = 384;
    /** How many sentences go through at once; more would be padded to the longest of too many. */
    private static final int BATCH = 16;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final EncoderScales scales;
    private final String fingerprint;
    private final EncoderInput.Cutter cutter = new EncoderInput.Cutter(PublishedWeights.wordPieces());

    /**
     * What a sentence became.
     *
     * @param features what learned questions are decided by
     * @param meaning a vector of length 1, near those of sentences that say the same of a question
     */
    record Encoding(float[] features, float[] meaning) {
        /** Return the cosine of the angle between the meanings, 1 for the same. */
        double cosine(Encoding other) {
            double sum = 0;
            for (int i = 0; i < meaning.length; i++) {
                sum += meaning[i] * other.meaning[i];
            }
            return sum;
        }
    }

    private static final class Shared {
        private static final SentenceEncoder INSTANCE = new SentenceEncoder();
    }

    private SentenceEncoder() {
        environment = OnnxLibrary.use(OrtEnvironment::getEnvironment);
        byte[] graph = graph();
        fingerprint = LearnedQuestions.fingerprint(graph);
        session = OnnxLibrary.use(() -> open(graph));
        try {
            scales = EncoderScales.of(session.getMetadata().getCustomMetadata());
        } catch (OrtException e) {
            throw new IllegalStateException("the reader of explanations is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] graph() {
        try (InputStream in = SentenceEncoder.class.getResourceAsStream(GRAPH)) {
            if (in == null) {
                throw new IOException(GRAPH + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the reader of explanations cannot be loaded", e);
        }
    }

    /** Return how nearness to statements becomes odds. */
    EncoderScales scales() {
        return scales;
    }

    /** Return a name that changes with the encoder. */
    String fingerprint() {
        return fingerprint;
    }

    /** The one of this process; loading it takes about a second. */
    static SentenceEncoder shared() {
        return Shared.INSTANCE;
    }

    private OrtSession open(byte[] graph) {
        PublishedWeights published = PublishedWeights.load();
        List<OnnxTensor> lent = new ArrayList<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            Map<String, OnnxTensor> weights = new HashMap<>();
            for (TensorProto tensor : ModelProto.parseFrom(graph).getGraph().getInitializerList()) {
                if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                    OnnxTensor weight = lend(published.tensor(tensor.getName()));
                    lent.add(weight);
                    weights.put(tensor.getName(), weight);
                }
            }
            options.addExternalInitializers(new HashMap<>(weights));
            return environment.createSession(graph, options);
        } catch (IOException e) {
            throw new UncheckedIOException("the reader of explanations cannot be loaded", e);
        } catch (OrtException e) {
            throw new IllegalStateException("the reader of explanations cannot be loaded: " + e.getMessage(), e);
        } finally {
            lent.forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor lend(TensorProto tensor) throws OrtException {
        byte[] bytes = PublishedWeights.bytes(tensor);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
        direct.put(bytes).flip();
        long[] dims = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        boolean signed = tensor.getDataType() == TensorProto.DataType.INT8.getNumber();
        return OnnxTensor.createTensor(environment, direct, dims, signed ? OnnxJavaType.INT8 : OnnxJavaType.UINT8);
    }

    /**
     * Encode sentences where they stand.
     *
     * @return an encoding for each, in their order
     */
    List<Encoding> encode(List<ReadingUnit> units) {
        return encodeInputs(units.stream()
                .map(unit -> cutter.cut(unit.heading(), unit.before(), unit.text()))
                .toList());
    }

    /** Encode a statement that stands alone. */
    Encoding encode(String statement) {
        return encodeInputs(List.of(cutter.cut("", "", statement))).get(0);
    }

    private List<Encoding> encodeInputs(List<EncoderInput> inputs) {
        List<Encoding> encodings = new ArrayList<>(Collections.nCopies(inputs.size(), null));
        // Those of like length together, so that little is padded.
        List<Integer> order = IntStream.range(0, inputs.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> inputs.get(i).pieces().length))
                .toList();
        for (int from = 0; from < order.size(); from += BATCH) {
            List<Integer> part = order.subList(from, Math.min(order.size(), from + BATCH));
            float[][][] results =
                    OnnxLibrary.use(() -> run(part.stream().map(inputs::get).toList()));
            for (int i = 0; i < part.size(); i++) {
                encodings.set(part.get(i), new Encoding(results[0][i], results[1][i]));
            }
        }
        return encodings;
    }

    private float[][][] run(List<EncoderInput> batch) {
        int length =
                batch.stream().mapToInt(input -> input.pieces().length).max().orElse(1);
        long[] shape = {batch.size(), length};
        long[] pieces = new long[batch.size() * length];
        long[] segments = new long[pieces.length];
        float[] mask = new float[pieces.length];
        float[] share = new float[pieces.length];
        for (int i = 0; i < batch.size(); i++) {
            EncoderInput input = batch.get(i);
            int at = i * length;
            for (int k = 0; k < input.pieces().length; k++) {
                pieces[at + k] = input.pieces()[k];
            }
            int own = input.pieces().length - input.context();
            Arrays.fill(mask, at, at + input.pieces().length, 1);
            Arrays.fill(segments, at + input.context(), at + input.pieces().length, 1);
            Arrays.fill(share, at + input.context(), at + input.pieces().length, 1f / own);
        }
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(pieces), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(segments), shape);
                OnnxTensor seen = OnnxTensor.createTensor(environment, FloatBuffer.wrap(mask), shape);
                OnnxTensor mean = OnnxTensor.createTensor(environment, FloatBuffer.wrap(share), shape);
                OrtSession.Result result =
                        session.run(Map.of("pieces", ids, "segments", types, "mask", seen, "share", mean))) {
            return new float[][][] {
                (float[][]) result.get(0).getValue(), (float[][]) result.get(1).getValue()
            };
        } catch (OrtException e) {
            throw new IllegalStateException("the reader of explanations failed: " + e.getMessage(), e);
        }
    }
}
