package org.foobarlab.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.foobarlab.reader.PublishedWeights;

/**
 * Writes the trained encoder as an ONNX graph. Its matrices are the published ones, which the file only names, and what
 * training added to them, as products of low rank; so the file is a few megabytes. The runtime adds them up once, when
 * it loads the graph.
 */
final class ReaderGraph {
    /** How much of a change is kept; twice as much made no answer's level better. */
    static final int RANK = 64;

    private static final int HIDDEN = TrainableEncoder.HIDDEN;
    private static final int HEAD = HIDDEN / TrainableEncoder.HEADS;
    private static final float EPSILON = 1e-12f;

    private final OnnxGraph graph = new OnnxGraph();
    private final PublishedWeights published;
    private final Map<String, float[]> trained;
    private final Map<String, String> stems;

    private ReaderGraph(PublishedWeights published, Map<String, float[]> trained) {
        this.published = published;
        this.trained = trained;
        this.stems = EncoderMatrices.stems(published);
    }

    /** Return the file's bytes. */
    static byte[] write(PublishedWeights published, Map<String, float[]> trained) {
        ReaderGraph reader = new ReaderGraph(published, trained);
        reader.build();
        float[] scales = trained.get("scales");
        Map<String, String> metadata = new LinkedHashMap<>();
        String[] names = {"nearness", "none", "wrong", "weak", "right"};
        for (int i = 0; i < names.length; i++) {
            metadata.put(names[i], Float.toString(scales[i]));
        }
        return reader.graph.model("reader", metadata).toByteArray();
    }

    private void build() {
        graph.input("pieces", DataType.INT64);
        graph.input("segments", DataType.INT64);
        graph.input("mask", DataType.FLOAT);
        graph.input("share", DataType.FLOAT);
        graph.constant("heads", new long[] {0, 0, TrainableEncoder.HEADS, HEAD}, 4);
        graph.constant("whole", new long[] {0, 0, HIDDEN}, 3);
        graph.constant("half", new float[] {0.5f});
        graph.constant("one", new float[] {1});
        graph.constant("root-two", new float[] {(float) Math.sqrt(2)});
        graph.constant("root-head", new float[] {(float) Math.sqrt(HEAD)});
        graph.constant("masked", new float[] {10_000});
        graph.constant("axis-1", new long[] {1}, 1);
        graph.constant("axes-1-2", new long[] {1, 2}, 2);

        String states = norm(embeddings(), "embeddings.LayerNorm");
        String hidden = graph.node("Mul", graph.node("Sub", "mask", "one"), "masked");
        String bias = graph.node("Unsqueeze", hidden, "axes-1-2");
        for (int i = 0; i < TrainableEncoder.LAYERS; i++) {
            states = layer(states, bias, "encoder.layer." + i + ".");
        }
        String mean = graph.node("MatMul", graph.node("Unsqueeze", "share", "axis-1"), states);
        String features = graph.node("Squeeze", mean, "axis-1");
        graph.output("features", features, "batch", "feature");
        graph.constant("meaning", trained.get("meaning.weight"), HIDDEN, HIDDEN);
        String meaning = graph.node("MatMul", features, "meaning");
        AttributeProto[] length = {OnnxGraph.integers("axes", 1), OnnxGraph.integer("keepdims", 1)};
        graph.output("unit", graph.node("Div", meaning, graph.node("ReduceL2", length, meaning)), "batch", "feature");
    }

    private String embeddings() {
        String piece = table("embeddings.word_embeddings.weight", "pieces");
        String segment = table("embeddings.token_type_embeddings.weight", "segments");
        String all = real("embeddings.position_embeddings.weight", published("embeddings.position_embeddings.weight"));
        AttributeProto[] second = {OnnxGraph.integer("start", 1), OnnxGraph.integer("end", 2)};
        graph.constant("zero", new long[] {0}, 1);
        String position = graph.node("Slice", all, "zero", graph.node("Shape", second, "pieces"), "zero");
        return graph.node("Add", graph.node("Add", piece, segment), position);
    }

    private String published(String stem) {
        TensorProto tensor = published.tensor(stem + "_quantized");
        return graph.external(tensor);
    }

    private String table(String stem, String numbers) {
        return real(stem, graph.node("Gather", published(stem), numbers));
    }

    /** Turn eight bits into real numbers. */
    private String real(String stem, String stored) {
        TensorProto scale = published.tensor(stem + "_scale");
        float[] scales = published.vector(stem + "_scale");
        float[] zeros = published.zeroPoints(stem);
        long[] dims = scale.getDimsCount() == 0 ? new long[0] : new long[] {scales.length};
        graph.constant(stem + "-scale", scales, dims);
        graph.constant(stem + "-zero", zeros, dims);
        AttributeProto[] toReal = {OnnxGraph.integer("to", DataType.FLOAT.getNumber())};
        String values = graph.node("Cast", toReal, stored);
        return graph.node("Mul", graph.node("Sub", values, stem + "-zero"), stem + "-scale");
    }

    private String layer(String states, String bias, String layer) {
        String self = layer + "attention.self.";
        String query = heads(linear(states, self + "query", HIDDEN, HIDDEN), 0, 2, 1, 3);
        String key = heads(linear(states, self + "key", HIDDEN, HIDDEN), 0, 2, 3, 1);
        String value = heads(linear(states, self + "value", HIDDEN, HIDDEN), 0, 2, 1, 3);
        String scores = graph.node("Add", graph.node("Div", graph.node("MatMul", query, key), "root-head"), bias);
        AttributeProto[] last = {OnnxGraph.integer("axis", -1)};
        String attended = graph.node("MatMul", graph.node("Softmax", last, scores), value);
        AttributeProto[] back = {OnnxGraph.integers("perm", 0, 2, 1, 3)};
        String joined = graph.node("Reshape", graph.node("Transpose", back, attended), "whole");
        String mixed = linear(joined, layer + "attention.output.dense", HIDDEN, HIDDEN);
        String seen = norm(graph.node("Add", states, mixed), layer + "attention.output.LayerNorm");
        String inner = gelu(linear(seen, layer + "intermediate.dense", HIDDEN, 4 * HIDDEN));
        String fed = linear(inner, layer + "output.dense", 4 * HIDDEN, HIDDEN);
        return norm(graph.node("Add", seen, fed), layer + "output.LayerNorm");
    }

    private String heads(String states, long... order) {
        AttributeProto[] permutation = {OnnxGraph.integers("perm", order)};
        return graph.node("Transpose", permutation, graph.node("Reshape", states, "heads"));
    }

    private String gelu(String states) {
        String part = graph.node("Add", graph.node("Erf", graph.node("Div", states, "root-two")), "one");
        return graph.node("Mul", graph.node("Mul", states, part), "half");
    }

    private String linear(String states, String name, int in, int out) {
        String stem = stems.get(name);
        float[] change = trained.get(name + ".weight").clone();
        float[] before = published.matrix(stem);
        for (int i = 0; i < change.length; i++) {
            change[i] -= before[i];
        }
        LowRank low = LowRank.of(change, in, out, RANK);
        graph.constant(name + ".tall", low.tall(), in, RANK);
        graph.constant(name + ".tall-scale", low.tallScale(), RANK);
        graph.constant(name + ".flat", low.flat(), RANK, out);
        graph.constant(name + ".flat-scale", low.flatScale(), RANK, 1);
        AttributeProto[] toReal = {OnnxGraph.integer("to", DataType.FLOAT.getNumber())};
        String tall = graph.node("Mul", graph.node("Cast", toReal, name + ".tall"), name + ".tall-scale");
        String flat = graph.node("Mul", graph.node("Cast", toReal, name + ".flat"), name + ".flat-scale");
        String matrix = graph.node("Add", real(stem, published(stem)), graph.node("MatMul", tall, flat));
        graph.constant(name + ".bias", trained.get(name + ".bias"), out);
        return graph.node("Add", graph.node("MatMul", states, matrix), name + ".bias");
    }

    private String norm(String states, String name) {
        graph.constant(name + ".weight", trained.get(name + ".weight"), HIDDEN);
        graph.constant(name + ".bias", trained.get(name + ".bias"), HIDDEN);
        AttributeProto[] last = {OnnxGraph.integer("axis", -1), OnnxGraph.real("epsilon", EPSILON)};
        return graph.node("LayerNormalization", last, states, name + ".weight", name + ".bias");
    }
}
