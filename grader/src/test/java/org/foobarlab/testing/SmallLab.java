package org.foobarlab.testing;

import java.nio.file.Path;
import java.util.List;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Points;
import org.foobarlab.topology.Topology;

/** Make labs that need no {@code lab.yml}. */
public final class SmallLab {

    private SmallLab() {}

    /** Make one on the course's three servers, without questions. */
    public static Lab of(Path directory, List<String> reads, List<Points> checks, List<String> experiments) {
        return new Lab(
                directory,
                "Small",
                10,
                reads,
                List.of(),
                Topology.threeServers(),
                checks,
                experiments,
                List.of(),
                List.of());
    }
}
