package org.foobarlab.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Say how many submissions a machine can grade at once. */
public final class Jobs {

    /**
     * What each of those at once takes at most, with what waits beside it and what the engine needs for both.
     * Mebibytes.
     */
    static final long EACH = 1280;
    /** What is left for the machine itself. Mebibytes. */
    static final long REST = 1024;

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

    private Jobs() {}

    /** Return how many this machine can grade at once, 1 or more. */
    public static int ofThisMachine() {
        return of(Runtime.getRuntime().availableProcessors(), availableMebibytes());
    }

    static int of(int processors, long mebibytes) {
        return (int) Math.max(1, Math.min(processors, (mebibytes - REST) / EACH));
    }

    /** The kernel knows; where it does not say, memory does not limit. */
    private static long availableMebibytes() {
        try {
            return available(Files.readString(Path.of("/proc/meminfo")));
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    static long available(String meminfo) {
        Matcher matcher = AVAILABLE.matcher(meminfo);
        return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : Long.MAX_VALUE;
    }
}
