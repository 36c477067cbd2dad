package org.foobarlab.explanation;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The meanings of a text's sentences, each found once for all questions. Of a very long text, only of the first sentences. */
final class Vectors {
    /** As many sentences are looked at, so that a text of any length is graded within a second. Real answers have up to 100. */
    private static final int MOST = 150;

    private final Map<Statement, float[]> vectors = new IdentityHashMap<>();

    Vectors(List<Statement> statements) {
        statements.stream()
                .filter(Statement::claims)
                .limit(MOST)
                .forEach(statement -> vectors.put(statement, Embedder.shared().embed(statement.passage().text())));
    }

    boolean has(Statement statement) {
        return vectors.containsKey(statement);
    }

    float[] of(Statement statement) {
        return vectors.get(statement);
    }
}
