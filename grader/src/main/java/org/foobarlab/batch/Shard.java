package org.foobarlab.batch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.foobarlab.lab.UnusableInput;

/**
 * Name a part of a class, so that several machines can grade it together.
 *
 * @param number which part, from 1
 * @param of how many parts there are
 */
public record Shard(int number, int of) {

    /** The whole class. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /**
     * Read one as {@code 2/3}.
     *
     * @throws UnusableInput if it is written otherwise or there is no such part
     */
    public static Shard parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (matcher.matches()) {
            Shard shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (shard.number >= 1 && shard.number <= shard.of) {
                return shard;
            }
        }
        throw new UnusableInput("There is no part " + text + ": write --shard 1/3, 2/3 or 3/3 for three machines.");
    }

    /** Return every so many-th of a list, beginning at this part's number. */
    public <T> List<T> of(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % of == number - 1)
                .mapToObj(all::get)
                .toList();
    }
}
