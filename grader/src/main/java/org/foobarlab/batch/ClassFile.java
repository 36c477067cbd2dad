package org.foobarlab.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.foobarlab.report.ClassResults.Item;
import org.foobarlab.report.Student;

/**
 * Keep what a batch was about, so that its tables can be made again without the lab: {@code class.json}.
 *
 * @param schemaVersion 1
 * @param lab the lab's name
 * @param title its title
 * @param assignment what the learning platform calls it
 * @param checks what is checked
 * @param questions what is asked
 * @param keys the students of this batch, or of this part of it
 * @param missing those in the class list who handed in nothing
 * @param elsewhere what the students of other parts of the class are called: keys, ids and logins
 * @param whole the students of the whole class, by key
 * @param graders digests of what decided the results beside the submissions: grader, lab and images
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClassFile(
        @JsonProperty("schema_version") int schemaVersion,
        String lab,
        String title,
        String assignment,
        List<Item> checks,
        List<Item> questions,
        List<String> keys,
        List<Student> missing,
        List<String> elsewhere,
        List<String> whole,
        List<String> graders) {

    static final int SCHEMA_VERSION = 1;

    ClassFile {
        checks = List.copyOf(checks);
        questions = List.copyOf(questions);
        keys = List.copyOf(keys);
        missing = List.copyOf(missing);
        elsewhere = List.copyOf(elsewhere);
        whole = whole == null ? keys : List.copyOf(whole);
        graders = graders == null ? List.of() : List.copyOf(graders);
    }

    /** Return the keys of those who are in a part that is not here. */
    List<String> absent() {
        return whole.stream().filter(key -> !keys.contains(key)).toList();
    }
}
