package org.foobarlab.reader;

import java.util.ArrayList;
import java.util.List;
import org.foobarlab.lab.Question;
import org.foobarlab.reader.SentenceEncoder.Encoding;

/**
 * Reads a question by its right and wrong statements alone: a sentence is of the kind whose statements it is nearest
 * to, or of none if it is near to nothing. The encoder was trained on many questions for just this comparison, so that
 * what denies a statement does not lie near it.
 */
final class StatementReader implements QuestionReader {
    /** How much a difference in nearness counts, and how much each kind counts by itself; learned with the encoder. */
    private final EncoderScales scales;

    private final List<Encoding> wrong = new ArrayList<>();
    private final List<Encoding> weak = new ArrayList<>();
    private final List<Encoding> right = new ArrayList<>();

    StatementReader(Question question, SentenceEncoder encoder) {
        scales = encoder.scales();
        for (Question.Idea idea : question.ideas()) {
            idea.right().forEach(s -> (idea.level() == 2 ? right : weak).add(encoder.encode(s)));
            idea.wrong().forEach(s -> wrong.add(encoder.encode(s)));
        }
    }

    @Override
    public SentenceReading read(Encoding sentence) {
        return SentenceReading.ofLogits(new double[] {
            scales.none(),
            near(sentence, wrong) + scales.wrong(),
            near(sentence, weak) + scales.weak(),
            near(sentence, right) + scales.right()
        });
    }

    private double near(Encoding sentence, List<Encoding> statements) {
        double most = Double.NEGATIVE_INFINITY;
        for (Encoding statement : statements) {
            most = Math.max(most, scales.nearness() * sentence.cosine(statement));
        }
        if (statements.isEmpty()) {
            return -1e4;
        }
        double sum = 0;
        for (Encoding statement : statements) {
            sum += Math.exp(scales.nearness() * sentence.cosine(statement) - most);
        }
        return most + Math.log(sum);
    }
}
