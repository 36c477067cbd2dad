package org.foobarlab.grading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foobarlab.claims.Sentence;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.Passage;

/** Hands the sentences of an explanation on to where claims are read. */
final class ClaimSentences {

    private ClaimSentences() {}

    /** Return a text's sentences without its titles; none where it is not in English. */
    static List<Sentence> of(Document document) {
        if (!document.english()) {
            return List.of();
        }
        Set<String> titles = new HashSet<>(document.headings());
        List<Sentence> sentences = new ArrayList<>();
        Passage before = null;
        for (Passage passage : document.passages()) {
            if (!titles.contains(passage.text())) {
                boolean follows = before != null && before.block() == passage.block();
                sentences.add(
                        new Sentence(passage.text(), passage.context(), follows ? before.text() : "", passage.line()));
            }
            before = passage;
        }
        return sentences;
    }
}
