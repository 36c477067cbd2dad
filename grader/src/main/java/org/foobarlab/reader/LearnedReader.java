package org.foobarlab.reader;

import org.foobarlab.reader.SentenceEncoder.Encoding;

/**
 * Reads a question as labelled sentences have taught: a logistic regression over the encoder's features for each kind.
 *
 * @param weights for each kind a weight for each feature, in the order of {@link SentenceReading}
 * @param intercepts for each kind what is added
 */
record LearnedReader(float[][] weights, float[] intercepts) implements QuestionReader {
    @Override
    public SentenceReading read(Encoding sentence) {
        double[] logits = new double[SentenceReading.KINDS];
        for (int kind = 0; kind < logits.length; kind++) {
            double sum = intercepts[kind];
            for (int i = 0; i < weights[kind].length; i++) {
                sum += weights[kind][i] * sentence.features()[i];
            }
            logits[kind] = sum;
        }
        return SentenceReading.ofLogits(logits);
    }
}
