package org.foobarlab.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;

/**
 * Open many connections from one address on the internet, keep them all, and count those that are let in.
 *
 * @param opened how many were opened
 * @param letIn how many of them were let in before the end
 * @param atOnce how many were let in before the kernel tried again, which it does after a second
 */
public record Flood(int opened, int letIn, int atOnce) {

    private static final Pattern LINE =
            Pattern.compile("(\\S+) {2}opened (\\d+), let in (\\d+), at once (\\d+), refused \\d+");

    /**
     * Open connections, and return for each target what came of them.
     *
     * @param internet where they come from
     * @param address the address they come from, one of the internet's in this deployment
     * @param pace how many, how fast, as arguments of the program {@code flood}
     * @param targets such as {@code www.foobar.com:443}
     * @throws LabFault if they cannot be opened
     */
    public static Map<String, Flood> from(RunningHost internet, String address, List<String> pace, String... targets) {
        List<String> command = new ArrayList<>(List.of("flood", "--from", address));
        command.addAll(pace);
        command.addAll(List.of(targets));
        Output output = internet.exec(command.toArray(String[]::new));
        Map<String, Flood> floods = new TreeMap<>();
        Matcher line = LINE.matcher(output.out());
        while (line.find()) {
            floods.put(
                    line.group(1),
                    new Flood(
                            Integer.parseInt(line.group(2)),
                            Integer.parseInt(line.group(3)),
                            Integer.parseInt(line.group(4))));
        }
        if (!output.ok() || !floods.keySet().containsAll(List.of(targets))) {
            throw new LabFault("connections from " + address + " could not be opened: " + output.all());
        }
        return floods;
    }
}
