package org.foobarlab.batch;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.Lab;
import org.foobarlab.report.ClassResults.Item;

/**
 * Hold what a class handed in for a lab.
 *
 * @param lab the lab
 * @param assignment what the learning platform calls it
 * @param handins what this machine is to grade
 * @param whole what everybody handed in
 * @param roster the class list
 */
public record Course(Lab lab, String assignment, List<Handin> handins, List<Handin> whole, Roster roster) {

    /**
     * Find what was handed in.
     *
     * @param others files and folders among the submissions that are none
     * @param shard the part of the class that this machine is to grade
     */
    public static Course of(
            Lab lab, String assignment, Path submissions, Roster roster, Set<Path> others, Shard shard) {
        List<Handin> whole = Intake.list(submissions, roster, new HashSet<>(others));
        return new Course(lab, assignment, shard.of(whole), whole, roster);
    }

    /** Keep in a folder what this is about, so that tables can be made of its results. */
    void describe(ResultStore store, CheckCatalog catalog, Fingerprint fingerprint) {
        List<Item> checks = lab.checks().stream()
                .map(points ->
                        new Item(points.id(), catalog.title(points.id()), catalog.area(points.id()), points.points()))
                .toList();
        store.write(Rows.about(lab, assignment, checks, handins, roster, whole, fingerprint));
    }
}
