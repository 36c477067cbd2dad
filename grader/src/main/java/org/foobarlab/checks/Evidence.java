package org.foobarlab.checks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Collect what a check expects and sees. It is shown whatever the outcome. Not thread-safe: each run of a check has its
 * own.
 */
public final class Evidence {

    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Set<String> unrelated = new LinkedHashSet<>();
    private String expected = "";
    private String observed = "";
    private String reproduce = "";

    /** Say what should be seen. */
    public Evidence expect(String what) {
        expected = what;
        return this;
    }

    /** Say what is seen. */
    public Evidence observe(String what) {
        observed = what;
        return this;
    }

    /** Name a command that shows it to the student. */
    public Evidence reproduce(String command) {
        reproduce = command;
        return this;
    }

    /**
     * Put the lab and the submission that are graded into the command, where it says {@code LAB SUBMISSION}.
     *
     * @param what as it is typed, such as {@code 05 my/folder}
     */
    public void name(String what) {
        reproduce = reproduce.replace("LAB SUBMISSION", what);
    }

    /** Keep something measured under a name. */
    public Evidence put(String name, Object value) {
        data.put(name, value);
        return this;
    }

    /**
     * Say of a check that this one {@link Check#follows} that it cannot be why this one fails, such as one of ports
     * none of which is needed here.
     */
    public Evidence unrelated(String check) {
        unrelated.add(check);
        return this;
    }

    /**
     * End the check as failed, with what was observed last.
     *
     * @throws AssertionError always
     */
    public AssertionError fail() {
        throw new AssertionError(observed);
    }

    /**
     * Say what is seen, and end the check as failed unless it is as it should be.
     *
     * @throws AssertionError unless {@code ok}
     */
    public void verify(boolean ok, String seen) {
        observe(seen);
        if (!ok) {
            fail();
        }
    }

    /** Return what should be seen. */
    public String expected() {
        return expected;
    }

    /** Return what was seen. */
    public String observed() {
        return observed;
    }

    /** Return the command that shows it. */
    public String reproduce() {
        return reproduce;
    }

    /** Return the checks that cannot be why this one fails. */
    public Set<String> unrelated() {
        return Set.copyOf(unrelated);
    }

    /** Return what was measured, by name. */
    public Map<String, Object> data() {
        return data;
    }
}
