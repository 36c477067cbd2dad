package org.foobarlab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.reader.EncoderInput;
import org.foobarlab.reader.PublishedWeights;

/**
 * The encoder as arrays that can be trained: a BERT of six layers. The vectors of word pieces, positions and segments
 * stay as they were published; everything behind them learns.
 */
final class TrainableEncoder {
    static final int HIDDEN = 384;
    static final int LAYERS = 6;
    static final int HEADS = 12;
    private static final int FEED_FORWARD = 1536;
    private static final float DROPOUT = 0.1f;
    private static final float EPSILON = 1e-12f;
    private static final float MASKED = -10_000;

    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final float[] pieces;
    private final float[] positions;
    private final float[] segments;

    TrainableEncoder(NDManager manager, PublishedWeights published) {
        pieces = published.matrix("embeddings.word_embeddings.weight");
        positions = published.matrix("embeddings.position_embeddings.weight");
        segments = published.matrix("embeddings.token_type_embeddings.weight");
        norm(manager, published, "embeddings.LayerNorm");
        Map<String, String> stems = EncoderMatrices.stems(published);
        for (int i = 0; i < LAYERS; i++) {
            String layer = "encoder.layer." + i + ".";
            for (String part : List.of("attention.self.query", "attention.self.key", "attention.self.value")) {
                linear(manager, published, layer + part, stems, HIDDEN, HIDDEN);
            }
            linear(manager, published, layer + "attention.output.dense", stems, HIDDEN, HIDDEN);
            norm(manager, published, layer + "attention.output.LayerNorm");
            linear(manager, published, layer + "intermediate.dense", stems, HIDDEN, FEED_FORWARD);
            linear(manager, published, layer + "output.dense", stems, FEED_FORWARD, HIDDEN);
            norm(manager, published, layer + "output.LayerNorm");
        }
    }

    private void linear(
            NDManager manager, PublishedWeights published, String name, Map<String, String> stems, int in, int out) {
        put(manager, name + ".weight", published.matrix(stems.get(name)), new Shape(in, out));
        put(manager, name + ".bias", published.vector(name + ".bias"), new Shape(out));
    }

    private void norm(NDManager manager, PublishedWeights published, String name) {
        for (String part : List.of(".weight", ".bias")) {
            put(manager, name + part, published.vector(name + part), new Shape(HIDDEN));
        }
    }

    private void put(NDManager manager, String name, float[] values, Shape shape) {
        NDArray weight = manager.create(values, shape);
        weight.setRequiresGradient(true);
        weights.put(name, weight);
    }

    /** Return what learns, by the names that BERT's weights have everywhere. */
    Map<String, NDArray> weights() {
        return weights;
    }

    /** Encode a batch: for each input the mean of the states of the sentence's own pieces. */
    NDArray encode(NDManager manager, List<EncoderInput> batch, boolean training) {
        int length =
                batch.stream().mapToInt(input -> input.pieces().length).max().orElse(1);
        int size = batch.size();
        float[] sums = new float[size * length * HIDDEN];
        float[] masked = new float[size * length];
        float[] share = new float[size * length];
        Arrays.fill(masked, MASKED);
        for (int i = 0; i < size; i++) {
            EncoderInput input = batch.get(i);
            int own = input.pieces().length - input.context();
            for (int k = 0; k < input.pieces().length; k++) {
                int at = i * length + k;
                boolean isOwn = k >= input.context();
                masked[at] = 0;
                share[at] = isOwn ? 1f / own : 0;
                for (int d = 0; d < HIDDEN; d++) {
                    sums[at * HIDDEN + d] = pieces[input.pieces()[k] * HIDDEN + d]
                            + positions[k * HIDDEN + d]
                            + segments[(isOwn ? HIDDEN : 0) + d];
                }
            }
        }
        NDArray states = layers(
                manager.create(sums, new Shape(size, length, HIDDEN)),
                manager.create(masked, new Shape(size, 1, 1, length)),
                training);
        return manager.create(share, new Shape(size, 1, length)).matMul(states).reshape(size, HIDDEN);
    }

    private NDArray layers(NDArray sums, NDArray masked, boolean training) {
        NDArray states = drop(norm(sums, "embeddings.LayerNorm"), training);
        for (int i = 0; i < LAYERS; i++) {
            String layer = "encoder.layer." + i + ".";
            NDArray attended = attention(states, masked, layer + "attention.self.", training);
            NDArray mixed = drop(linear(attended, layer + "attention.output.dense"), training);
            states = norm(states.add(mixed), layer + "attention.output.LayerNorm");
            NDArray inner = Activation.gelu(linear(states, layer + "intermediate.dense"));
            NDArray fed = drop(linear(inner, layer + "output.dense"), training);
            states = norm(states.add(fed), layer + "output.LayerNorm");
        }
        return states;
    }

    private NDArray attention(NDArray states, NDArray masked, String self, boolean training) {
        Shape shape = states.getShape();
        NDArray query = heads(linear(states, self + "query"));
        NDArray key = heads(linear(states, self + "key"));
        NDArray value = heads(linear(states, self + "value"));
        NDArray scores = query.matMul(key.transpose(0, 1, 3, 2))
                .div(Math.sqrt((double) HIDDEN / HEADS))
                .add(masked);
        return drop(scores.softmax(-1), training)
                .matMul(value)
                .transpose(0, 2, 1, 3)
                .reshape(shape);
    }

    private static NDArray heads(NDArray states) {
        Shape shape = states.getShape();
        return states.reshape(shape.get(0), shape.get(1), HEADS, HIDDEN / HEADS).transpose(0, 2, 1, 3);
    }

    private NDArray linear(NDArray states, String name) {
        return states.matMul(weights.get(name + ".weight")).add(weights.get(name + ".bias"));
    }

    private NDArray norm(NDArray states, String name) {
        return LayerNorm.layerNorm(
                        states, new Shape(HIDDEN), weights.get(name + ".weight"), weights.get(name + ".bias"), EPSILON)
                .singletonOrThrow();
    }

    private static NDArray drop(NDArray states, boolean training) {
        return training ? Dropout.dropout(states, DROPOUT, true).singletonOrThrow() : states;
    }
}
