package org.foobarlab.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.Deduction;

/**
 * Say what being late costs. Like overrides it is laid over results and never written into them:
 *
 * <pre>
 * deadline: 2026-12-01T23:59:00+01:00
 * grace_minutes: 15
 * percent_per_day: 10
 * at_most_percent: 50
 * time: file
 * </pre>
 *
 * <p>The percentage is of the points to be had, as in Canvas, for each day that has begun. With {@code time: mark},
 * which is the default, only the platform's mark counts, and for {@code days_by_mark} days, 1 by default; with
 * {@code time: file} it is the time of the file that was handed in, or the one in its name.
 *
 * @param deadline until when nothing is late
 * @param graceMinutes how much later still costs nothing
 * @param percentPerDay what a day costs
 * @param atMostPercent what it costs at most
 * @param time {@code mark} or {@code file}
 * @param daysByMark how many days a mark stands for
 */
public record LatePolicy(
        String deadline,
        @JsonProperty("grace_minutes") double graceMinutes,
        @JsonProperty("percent_per_day") double percentPerDay,
        @JsonProperty("at_most_percent") Double atMostPercent,
        String time,
        @JsonProperty("days_by_mark") Integer daysByMark) {

    /** What the file is called in the folder of a batch. */
    public static final String FILE = "late.yml";

    private static final String BY_FILE = "file";

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Being late costs nothing. */
    public static LatePolicy none() {
        return new LatePolicy(null, 0, 0, null, null, null);
    }

    /**
     * Read a file; one that is not there costs nothing.
     *
     * @throws UnusableInput if it cannot be read, or lacks what it needs
     */
    public static LatePolicy ifPresent(Path file) {
        if (!Files.exists(file)) {
            return none();
        }
        LatePolicy read;
        try {
            read = YAML.readValue(Files.readString(file), LatePolicy.class);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnusableInput(
                    file + ", line " + line + ": the keys are deadline, grace_minutes, percent_per_day, "
                            + "at_most_percent, time and days_by_mark, each with a value.",
                    e);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + Problems.words(e) + ".", e);
        }
        read.requireWhole(file);
        return read;
    }

    private void requireWhole(Path file) {
        if (percentPerDay < 0 || percentPerDay > 100 || graceMinutes < 0) {
            throw new UnusableInput(file + ": percent_per_day is from 0 to 100, and grace_minutes not less than 0.");
        }
        if (time != null && !time.equals("mark") && !time.equals(BY_FILE)) {
            throw new UnusableInput(file + ": time is either mark or file.");
        }
        if (BY_FILE.equals(time)) {
            try {
                OffsetDateTime.parse(deadline == null ? "" : deadline);
            } catch (DateTimeException e) {
                throw new UnusableInput(file + ": write the deadline as 2026-12-01T23:59:00+01:00.", e);
            }
        }
    }

    /** Return the days begun after the deadline; 0 if it was met. */
    long daysLate(ClassRow row, String handedIn) {
        if (!BY_FILE.equals(time)) {
            return row.late() ? daysByMark == null ? 1 : daysByMark : 0;
        }
        if (handedIn == null || handedIn.isEmpty()) {
            return 0;
        }
        OffsetDateTime due = OffsetDateTime.parse(deadline);
        Instant at = handedIn.endsWith("Z")
                ? Instant.parse(handedIn)
                : LocalDateTime.parse(handedIn).toInstant(due.getOffset());
        long seconds = Duration.between(due.toInstant(), at).getSeconds() - Math.round(graceMinutes * 60);
        return seconds <= 0 ? 0 : (seconds - 1) / Duration.ofDays(1).getSeconds() + 1;
    }

    /**
     * Take off what being late costs.
     *
     * @param handedIn when it was handed in, as the state of the result has it
     * @param maxScore the points to be had
     */
    ClassRow apply(ClassRow row, String handedIn, double maxScore, Overrides overrides) {
        long days = daysLate(row, handedIn);
        double percent = Math.min(days * percentPerDay, atMostPercent == null ? 100 : atMostPercent);
        Deduction deduction = overrides
                .late(row)
                .orElse(new Deduction(maxScore * percent / 100, days + (days == 1 ? " day" : " days") + " late"));
        return deduction.points() > 0 ? row.deducting(deduction) : row;
    }
}
