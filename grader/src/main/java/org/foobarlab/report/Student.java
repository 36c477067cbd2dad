package org.foobarlab.report;

/**
 * Name a student as the class list and the learning platform do. What is not known is empty.
 *
 * @param id the institution's own id, such as {@code s1234567}
 * @param name the full name
 * @param email the e-mail address
 * @param section the group or section
 * @param canvasId the number Canvas gave the user
 * @param moodleId the number of Moodle's participant
 * @param login the name the student logs in with, such as that at GitHub
 */
public record Student(
        String id, String name, String email, String section, String canvasId, String moodleId, String login) {

    /** A student of whom only a name is known. */
    public static Student named(String name) {
        return new Student("", name, "", "", "", "", "");
    }
}
