package org.foobarlab.training;

import java.util.List;
import java.util.Map;
import org.foobarlab.reader.LabelledSentence;
import org.foobarlab.reader.LabelledSentence.Kind;

/**
 * A sentence to learn from.
 *
 * @param labelled the sentence with what it says to the questions of its lab, by ids that are unique among all labs
 * @param group sentences of one group may be joined to one that runs on
 * @param titles what students write above sentences like this one; empty if nothing is known
 */
record TrainingSentence(LabelledSentence labelled, String group, List<String> titles) {
    Map<String, Kind> kinds() {
        return labelled.kinds();
    }
}
