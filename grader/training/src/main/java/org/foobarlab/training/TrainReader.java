package org.foobarlab.training;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.foobarlab.reader.PublishedWeights;

/**
 * Makes the reader of explanations anew from the labelled sentences of all labs: writes {@code reader.onnx} among the
 * grader's resources. It takes half an hour on two processor cores.
 */
final class TrainReader {
    private static final int STEPS = 2600;
    private static final float RATE = 1e-4f;
    private static final long SEED = 7;

    private TrainReader() {}

    private static void keep(Map<String, float[]> weights, Path file) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(weights.size());
            for (Map.Entry<String, float[]> weight : weights.entrySet()) {
                out.writeUTF(weight.getKey());
                out.writeInt(weight.getValue().length);
                for (float value : weight.getValue()) {
                    out.writeFloat(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws IOException {
        Path home = Path.of(System.getProperty("foobarlab.home"));
        PublishedWeights published = PublishedWeights.load();
        TrainingSet set = TrainingSet.read(home);
        System.out.printf(
                "%d sentences, %d questions%n",
                set.sentences().size(), set.questions().size());
        ReaderTraining training = new ReaderTraining(set, published, SEED);
        Path kept =
                Files.createDirectories(home.resolve("grader/training/target")).resolve("weights.bin");
        training.train(args.length > 0 ? Integer.parseInt(args[0]) : STEPS, RATE, weights -> keep(weights, kept));
        Path file = home.resolve("grader/src/main/resources/org/foobarlab/reader/reader.onnx");
        byte[] bytes = ReaderGraph.write(published, training.weights());
        Files.write(file, bytes);
        System.out.printf("%s: %,d bytes%n", file, bytes.length);
    }
}
