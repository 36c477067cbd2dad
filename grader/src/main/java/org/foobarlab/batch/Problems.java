package org.foobarlab.batch;

import java.io.FileNotFoundException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Say in words what the platform's exceptions mean, whose own messages are often a path or a class's name. */
final class Problems {

    private Problems() {}

    /** Return what went wrong, as the end of a sentence without its stop. */
    static String words(Throwable problem) {
        if (problem instanceof NoSuchFileException || problem instanceof FileNotFoundException) {
            return "there is no such file";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        if (problem instanceof FileSystemException files && files.getReason() != null) {
            return files.getReason();
        }
        String message = problem.getMessage();
        return message == null || message.isBlank() || message.contains("java.") || message.contains("org.")
                ? "it is damaged"
                : message.lines().findFirst().orElse("").strip().replaceAll("[.]$", "");
    }
}
