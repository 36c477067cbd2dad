package org.foobarlab.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.foobarlab.report.Outcome;
import org.foobarlab.report.Student;

/**
 * Keep beside a result what a stopped batch needs to go on, and what a table needs to show it: {@code state.json}.
 *
 * @param schemaVersion 1
 * @param key what the student's files are called
 * @param student who it is
 * @param source the name of what was handed in
 * @param late whether the platform marked it as late
 * @param notes what else there is to say about what was handed in
 * @param fingerprint what decided the result: submission, lab, grader and images; empty if it was not read so far
 * @param outcome what came of it
 * @param reason why there is no grade; empty if there is one
 * @param tries how often it was tried in the run that ended so
 * @param seconds wall time of that run
 * @param result the SHA-256 of {@code result.json} in hexadecimal; empty if there is none
 * @param handedIn when it was handed in, as the name or the time of the file says; an instant in UTC that ends with Z,
 *     or a local time; empty if nobody knows
 * @param members whom the grade is for if it is a team's; empty otherwise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Stored(
        @JsonProperty("schema_version") int schemaVersion,
        String key,
        Student student,
        String source,
        boolean late,
        List<String> notes,
        String fingerprint,
        Outcome outcome,
        String reason,
        int tries,
        double seconds,
        String result,
        List<Student> members,
        @JsonProperty("handed_in") String handedIn) {

    static final int SCHEMA_VERSION = 1;

    Stored {
        notes = List.copyOf(notes);
        members = members == null ? List.of() : List.copyOf(members);
        handedIn = handedIn == null ? "" : handedIn;
    }

    static Stored of(
            Handin handin,
            String fingerprint,
            Outcome outcome,
            String reason,
            int tries,
            double seconds,
            String result) {
        return new Stored(
                SCHEMA_VERSION,
                handin.key(),
                handin.student(),
                handin.source(),
                handin.late(),
                handin.notes(),
                fingerprint,
                outcome,
                reason,
                tries,
                seconds,
                result,
                handin.members(),
                handin.handedIn());
    }

    /** The same result for a hand-in of which the class list or the platform now says something else. */
    Stored describing(Handin handin) {
        return of(handin, fingerprint, outcome, reason, tries, seconds, result);
    }
}
