package org.foobarlab.reader;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.explanation.WordPieces;

/**
 * The weights of all-MiniLM-L6-v2, a sentence encoder published under the Apache License 2.0, in eight bits, as a
 * library on Maven Central carries them. Only what training changed of them is part of this project.
 */
public final class PublishedWeights {
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final String QUANTIZED = "_quantized";

    private final ModelProto model;
    private final Map<String, TensorProto> tensors = new HashMap<>();

    private PublishedWeights(ModelProto model) {
        this.model = model;
        model.getGraph().getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
    }

    /**
     * Read them from the class path.
     *
     * @throws UncheckedIOException if they are not there, or are damaged
     */
    public static PublishedWeights load() {
        try (InputStream in = open(MODEL)) {
            CodedInputStream coded = CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE);
            return new PublishedWeights(ModelProto.parseFrom(coded));
        } catch (IOException e) {
            throw new UncheckedIOException("the published model cannot be read", e);
        }
    }

    /** Read the pieces of words that the model knows, by which text is cut for it. */
    public static WordPieces wordPieces() {
        try (InputStream in = open(TOKENIZER)) {
            return new WordPieces(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the published model's words cannot be read", e);
        }
    }

    static InputStream open(String resource) throws IOException {
        InputStream in = PublishedWeights.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return in;
    }

    /** Return the model's own graph: its nodes tell which matrix is used where. */
    public ModelProto model() {
        return model;
    }

    /**
     * Return a weight as it is stored.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public TensorProto tensor(String name) {
        TensorProto tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the published model has no weight " + name);
        }
        return tensor;
    }

    /**
     * Return a matrix that is stored in eight bits as real numbers, row by row.
     *
     * @param stem its name without the ending that says so
     */
    public float[] matrix(String stem) {
        TensorProto tensor = tensor(stem + QUANTIZED);
        float[] scale = reals(tensor(stem + "_scale"));
        float[] zero = zeroPoints(stem);
        byte[] stored = bytes(tensor);
        int mask = mask(tensor);
        int columns = (int) tensor.getDims(1);
        float[] values = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            int column = scale.length == 1 ? 0 : i % columns;
            values[i] = ((stored[i] & mask) - zero[column]) * scale[column];
        }
        return values;
    }

    /** Return the stored values that stand for zero: one for a whole matrix, or one for each column. */
    public float[] zeroPoints(String stem) {
        TensorProto tensor = tensor(stem + "_zero_point");
        byte[] stored = bytes(tensor);
        int mask = mask(tensor);
        float[] zeros = new float[stored.length];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = stored[i] & mask;
        }
        return zeros;
    }

    private static int mask(TensorProto tensor) {
        return tensor.getDataType() == TensorProto.DataType.UINT8.getNumber() ? 0xff : -1;
    }

    /** Return a vector of real numbers. */
    public float[] vector(String name) {
        return reals(tensor(name));
    }

    private static float[] reals(TensorProto tensor) {
        float[] values = new float[count(tensor)];
        if (tensor.getRawData().isEmpty()) {
            List<Float> list = tensor.getFloatDataList();
            for (int i = 0; i < values.length; i++) {
                values[i] = list.get(i);
            }
        } else {
            raw(tensor).asFloatBuffer().get(values);
        }
        return values;
    }

    static byte[] bytes(TensorProto tensor) {
        byte[] values = new byte[count(tensor)];
        if (tensor.getRawData().isEmpty()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) tensor.getInt32Data(i);
            }
        } else {
            raw(tensor).get(values);
        }
        return values;
    }

    private static ByteBuffer raw(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int count(TensorProto tensor) {
        int count = 1;
        for (long dim : tensor.getDimsList()) {
            count *= (int) dim;
        }
        return count;
    }
}
