package org.foobarlab.lab;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question about the explanation, as a lab's {@code lab.yml} writes it.
 *
 * @param id the stable name, unique within a lab
 * @param label the name of the question in a file of rater's labels, such as {@code R1}; may be null
 * @param prompt what the student is asked
 * @param points the points for level 2, more than zero; level 1 earns half
 * @param subject vocabulary names one of which a text must speak of for it to be about this question
 * @param unless vocabulary names that make a title, though it names the subject, the title of something else
 * @param actors vocabulary names of those that may do what the ideas say; empty if anyone may
 * @param ignore vocabulary names; a sentence that mentions one earns nothing here, such as advice where the trouble is
 *     asked for
 * @param near questions whose answers may well answer this one too, so that they teach nothing about wrong answers
 * @param lends vocabulary names that a title may say for the sentences under it
 * @param ideas what earns a level
 * @param next for level 0 and level 1, what to add to reach the next level, a sentence a student can act on
 * @param misconceptions wrong beliefs that are pointed out and cost nothing
 * @param examples texts with the level they must be given, graded by the lab's self-test
 * @param words what the lab's {@code vocabulary.yml} adds to the grader's, by name; empty if there is no such file
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Question(
        String id,
        String label,
        String prompt,
        double points,
        List<String> subject,
        List<String> unless,
        List<String> actors,
        List<String> ignore,
        List<String> near,
        List<String> lends,
        List<Idea> ideas,
        List<String> next,
        List<Misconception> misconceptions,
        List<Example> examples,
        Map<String, List<String>> words) {

    public Question {
        subject = orEmpty(subject);
        unless = orEmpty(unless);
        actors = orEmpty(actors);
        ignore = orEmpty(ignore);
        near = orEmpty(near);
        lends = orEmpty(lends);
        ideas = orEmpty(ideas);
        next = orEmpty(next);
        misconceptions = orEmpty(misconceptions);
        examples = orEmpty(examples);
        // In the order of the file, since an entry may use those above it.
        words = words == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    /** Return what a rater's labels call the question: its label, or its id if it has none. */
    public String labelOrId() {
        return label == null ? id : label;
    }

    /** Return the same question, asked in a lab with words of its own. */
    Question withWords(Map<String, List<String>> more) {
        return new Question(
                id,
                label,
                prompt,
                points,
                subject,
                unless,
                actors,
                ignore,
                near,
                lends,
                ideas,
                next,
                misconceptions,
                examples,
                more);
    }

    /**
     * One atomic idea.
     *
     * @param id the stable name, unique within a question
     * @param level 1 or 2: what a sentence that says it earns
     * @param keywords conjunctions of vocabulary names, any of which says the idea; see the grader's vocabulary
     * @param right statements that say the idea
     * @param wrong statements of the same form that say the contrary
     * @param anywhere whether the statement is its own context, so that neither heading nor subject is needed
     */
    public record Idea(
            String id, int level, List<String> keywords, List<String> right, List<String> wrong, boolean anywhere) {
        public Idea {
            keywords = orEmpty(keywords);
            right = orEmpty(right);
            wrong = orEmpty(wrong);
        }
    }

    /**
     * A wrong belief.
     *
     * @param id the stable name
     * @param keywords conjunctions of vocabulary names that show it
     * @param statement the belief in words
     * @param feedback what to tell the student
     */
    public record Misconception(String id, List<String> keywords, String statement, String feedback) {
        public Misconception {
            keywords = orEmpty(keywords);
        }
    }

    /**
     * A text of the self-test.
     *
     * @param text what a student may write
     * @param level the level it must be given, 0 to 2
     */
    public record Example(String text, int level) {}

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
