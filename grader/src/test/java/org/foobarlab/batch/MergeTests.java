package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.foobarlab.batch.Diff.Change;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.Status;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassResults.Item;
import org.foobarlab.report.ClassRow;
import org.foobarlab.testing.SmallLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTests {

    private static final SubmissionGrader GOOD =
            (submission, attempt) -> Grades.of(submission.sha256(), Status.PASSED, Status.FAILED);

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    @TempDir
    private Path submissions;

    @TempDir
    private Path out;

    private String version = "1";

    @Test
    void partsMakeTheSameAsTheWhole() throws IOException {
        students("ada", "bob", "carl", "dora", "eve");
        ResultStore whole = grade("whole", Shard.WHOLE, GOOD, "Lab 5");
        ClassReport.write(whole, Overrides.none(), LatePolicy.none());
        ResultStore first = grade("first", Shard.parse("1/2"), GOOD, "Lab 5");
        ResultStore second = grade("second", Shard.parse("2/2"), GOOD, "Lab 5");
        assertThat(first.keys()).containsExactly("ada", "carl", "eve");
        assertThat(second.keys()).containsExactly("bob", "dora");
        ResultStore merged = new ResultStore(out.resolve("merged"));
        Merge.merge(List.of(second, first), merged);
        ClassReport.write(merged, Overrides.none(), LatePolicy.none());
        assertThat(shown(merged))
                .isEqualTo(shown(whole))
                .containsKeys("grades.csv", "index.html", "students/dora.html", "results/eve/result.json");
        ResultStore other = new ResultStore(out.resolve("other"));
        Merge.merge(List.of(first, second), other);
        ClassReport.write(other, Overrides.none(), LatePolicy.none());
        assertThat(shown(other)).isEqualTo(shown(merged));
    }

    @Test
    void writesReportsAnewInPlaceWithOverridesThatStay() throws IOException {
        students("ada");
        ResultStore store = grade("one", Shard.WHOLE, GOOD, "Lab 5");
        write(store.folder(), Overrides.FILE, "ada: {firewalls: {level: 2, by: M. Curie, why: a drawing}}");
        for (int i = 0; i < 2; i++) {
            Merge.merge(List.of(store), store);
            ClassReport.write(
                    store, Overrides.ifPresent(store.folder().resolve(Overrides.FILE), TODAY), LatePolicy.none());
            assertThat(Files.readString(store.folder().resolve("grades.csv")))
                    .contains(",graded,,6,8,2,0,4,,\"firewalls: level 1 to level 2 by M. Curie, a drawing\",");
        }
        assertThat(Files.readString(store.folder().resolve("results/ada/result.json")))
                .contains("\"level\" : 1");
    }

    @Test
    void knowsTheStudentsOfOtherPartsByName() throws IOException {
        students("ada", "bob");
        Overrides both = Overrides.parse(
                "ada: {firewalls: {level: 2, by: x, why: y}}\nbob: {firewalls: {level: 2, by: x, why: y}}",
                "overrides.yml",
                TODAY);
        ResultStore first = grade("first", Shard.parse("1/2"), GOOD, "Lab 5");
        ResultStore second = grade("second", Shard.parse("2/2"), GOOD, "Lab 5");
        ClassReport.write(first, both, LatePolicy.none());
        ClassReport.write(second, both, LatePolicy.none());
        Merge.merge(List.of(first, second), first);
        assertThat(ClassReport.write(first, both, LatePolicy.none()).rows())
                .allSatisfy(row -> assertThat(row.overrides()).hasSize(1));
        Overrides nobody = Overrides.parse("eve: {firewalls: {level: 2, by: x, why: y}}", "overrides.yml", TODAY);
        assertThatThrownBy(() -> ClassReport.write(first, nobody, LatePolicy.none()))
                .hasMessageStartingWith("overrides.yml names eve, which is nobody in this class");
    }

    @Test
    void saysThatAPartIsMissingUntilItIsThere() throws IOException {
        students("ada", "bob", "carl");
        ResultStore first = grade("first", Shard.parse("1/3"), GOOD, "Lab 5");
        ResultStore second = grade("second", Shard.parse("2/3"), GOOD, "Lab 5");
        ResultStore third = grade("third", Shard.parse("3/3"), GOOD, "Lab 5");
        ResultStore merged = new ResultStore(out.resolve("merged"));
        Merge.merge(List.of(first, second), merged);
        assertThat(ClassReport.write(merged, Overrides.none(), LatePolicy.none())
                        .warnings())
                .containsExactly("1 of 3 hand-ins are in a part of the class that is not here: carl.");
        Merge.merge(List.of(merged, third), merged);
        assertThat(ClassReport.write(merged, Overrides.none(), LatePolicy.none())
                        .warnings())
                .isEmpty();
    }

    @Test
    void saysThatPartsCameFromDifferentGraders() throws IOException {
        students("ada", "bob");
        ResultStore first = grade("first", Shard.parse("1/2"), GOOD, "Lab 5");
        version = "2";
        ResultStore second = grade("second", Shard.parse("2/2"), GOOD, "Lab 5");
        ResultStore merged = new ResultStore(out.resolve("merged"));
        Merge.merge(List.of(first, second), merged);
        assertThat(ClassReport.write(merged, Overrides.none(), LatePolicy.none())
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("The parts were graded by different versions");
    }

    @Test
    void saysThatAnOverrideFoundNoGrade() throws IOException {
        students("ada");
        ResultStore store = grade(
                "broken",
                Shard.WHOLE,
                (submission, attempt) -> {
                    throw new LabFault("no engine");
                },
                "Lab 5");
        Overrides overrides = Overrides.parse("ada: {firewalls: {level: 2, by: x, why: y}}", "overrides.yml", TODAY);
        assertThat(ClassReport.write(store, overrides, LatePolicy.none())
                        .rows()
                        .get(0)
                        .notes())
                .containsExactly("an override is set and not applied, since there is no grade: firewalls");
    }

    @Test
    void givesEachOfATeamItsOwnRow() throws IOException {
        students("Team Analytical", "Grace Hopper");
        Roster roster = Roster.parse(
                "id,name,team\ns1,Ada Lovelace,Team Analytical\ns2,Charles Babbage,Team Analytical\ns3,Grace Hopper,\n",
                "class.csv");
        ResultStore store = grade("teams", Shard.WHOLE, GOOD, "Lab 5", roster);
        Overrides overrides = Overrides.parse("""
                Team-Analytical: {firewalls: {level: 2, by: x, why: y}}
                s2: {firewalls: {level: 0, by: x, why: y}}
                """, "overrides.yml", TODAY);
        assertThat(ClassReport.write(store, overrides, LatePolicy.none()).rows())
                .extracting(row -> row.key() + " " + row.student().name() + " "
                        + row.score().orElseThrow())
                .containsExactly("Grace-Hopper Grace Hopper 4.0", "s1 Ada Lovelace 6.0", "s2 Charles Babbage 2.0");
        assertThat(out.resolve("teams/students/s2.html")).exists();
    }

    @Test
    void takesOffWhatBeingLateCostsAndKeepsTheResult() throws IOException {
        students("ada");
        ResultStore store = grade("late", Shard.WHOLE, GOOD, "Lab 5");
        write(store.folder(), LatePolicy.FILE, """
                deadline: 2026-12-01T00:00:00Z
                grace_minutes: 10
                percent_per_day: 25
                at_most_percent: 60
                time: file
                """);
        LatePolicy policy = LatePolicy.ifPresent(store.folder().resolve(LatePolicy.FILE));
        Stored state = store.state("ada").orElseThrow();
        ClassRow row = Rows.row(state, store.grade(state).orElseThrow(), "");
        for (String[] one : new String[][] {
            {"2026-12-01T00:10:00Z", "4"},
            {"2026-12-01T00:10:01Z", "2"},
            {"2026-12-02T00:11:00Z", "0"},
            {"2026-12-01T00:09:00", "4"},
            {"", "4"}
        }) {
            assertThat(policy.apply(row, one[0], 8, Overrides.none()).score())
                    .as(one[0])
                    .hasValue(Double.parseDouble(one[1]));
        }
        Overrides ill = Overrides.parse("ada: {late: {points: 0, by: x, why: was ill}}", "overrides.yml", TODAY);
        assertThat(policy.apply(row, "2026-12-09T00:00:00Z", 8, ill).score()).hasValue(4);
        assertThat(store.grade(state).orElseThrow().score()).isEqualTo(4);
    }

    @Test
    void takesAGradeRatherThanAFault() throws IOException {
        students("ada");
        ResultStore broken = grade(
                "broken",
                Shard.WHOLE,
                (submission, attempt) -> {
                    throw new LabFault("no engine");
                },
                "Lab 5");
        ResultStore good = grade("good", Shard.WHOLE, GOOD, "Lab 5");
        for (List<ResultStore> parts : List.of(List.of(broken, good), List.of(good, broken))) {
            ResultStore merged = new ResultStore(out.resolve("merged"));
            Merge.merge(parts, merged);
            assertThat(merged.grade(merged.state("ada").orElseThrow())).isPresent();
        }
    }

    @Test
    void refusesPartsOfDifferentClassesAndResultsOfDifferentSubmissions() throws IOException {
        students("ada");
        ResultStore one = grade("one", Shard.WHOLE, GOOD, "Lab 5");
        ResultStore other = grade("other", Shard.WHOLE, GOOD, "Lab 6");
        ResultStore merged = new ResultStore(out.resolve("merged"));
        assertThatThrownBy(() -> Merge.merge(List.of(one, other), merged))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("are not parts of one class");
        write(submissions, "ada/lb-01/etc/haproxy/haproxy.cfg", "changed");
        ResultStore changed = grade("changed", Shard.WHOLE, GOOD, "Lab 5");
        assertThatThrownBy(() -> Merge.merge(List.of(one, changed), merged))
                .hasMessageContaining("both hold a result of ada");
        assertThatThrownBy(() -> Merge.merge(List.of(new ResultStore(out)), merged))
                .hasMessageEndingWith("is not the folder of a batch: it has no class.json.");
    }

    @Test
    void showsWhoIsInTheListAndHandedInNothing() throws IOException {
        students("ada");
        Roster roster = Roster.parse("id,name\ns1,ada\ns2,Grace Hopper\n", "class.csv");
        ResultStore store = grade("listed", Shard.WHOLE, GOOD, "Lab 5", roster);
        ClassReport.write(store, Overrides.none(), LatePolicy.none());
        assertThat(Files.readString(store.folder().resolve("grades.csv")).lines())
                .anySatisfy(line -> assertThat(line).startsWith("s2,s2,Grace Hopper,,,,,missing,,,8,"))
                .hasSize(3);
    }

    @Test
    void keepsARowForWhoWasNotGradedSoFar() throws IOException {
        students("ada", "bob");
        ResultStore store = grade("half", Shard.WHOLE, GOOD, "Lab 5");
        Files.delete(store.folder().resolve("results/bob/state.json"));
        ClassReport.write(store, Overrides.none(), LatePolicy.none());
        assertThat(Files.readString(store.folder().resolve("grades.csv")))
                .contains("bob,,,,,,,fault,It was not graded so far: run the same batch again.,,8,");
    }

    @Test
    void tellsWhatChangedByCheckAndByStudent() throws IOException {
        students("ada", "bob", "carl");
        ResultStore before = grade("before", Shard.WHOLE, GOOD, "Lab 5");
        ResultStore after = grade(
                "after",
                Shard.WHOLE,
                (submission, attempt) -> {
                    if (submission.directory().endsWith("carl")) {
                        throw new LabFault("no engine");
                    }
                    boolean ada = submission.directory().endsWith("ada");
                    return Grades.of(submission.sha256(), ada ? Status.FAILED : Status.PASSED, Status.FAILED);
                },
                "Lab 5");
        Diff diff = Diff.between(before, after);
        assertThat(diff.compared()).isEqualTo(3);
        assertThat(diff.byStudent().get("ada"))
                .containsExactly(
                        new Change("ada", "score", "4", "2"), new Change("ada", "https-site", "passed", "failed"));
        assertThat(diff.byStudent().get("carl")).contains(new Change("carl", "outcome", "graded", "fault of the lab"));
        assertThat(diff.byStudent()).doesNotContainKey("bob");
        assertThat(diff.byCheck().get("https-site")).containsEntry("passed -> failed", 1);
        assertThat(Diff.between(before, before).changes()).isEmpty();
    }

    private ResultStore grade(String folder, Shard shard, SubmissionGrader grader, String assignment) {
        return grade(folder, shard, grader, assignment, Roster.none());
    }

    private ResultStore grade(String folder, Shard shard, SubmissionGrader grader, String assignment, Roster roster) {
        ResultStore store = new ResultStore(out.resolve(folder));
        List<Handin> whole = Intake.list(submissions, roster, Set.of());
        List<Handin> own = shard.of(whole);
        new Batch(
                        grader,
                        Fingerprint.of(version),
                        store,
                        new Batch.Options(2, Duration.ofSeconds(20), false),
                        BatchListener.NONE,
                        Wanted.anyServers())
                .run(own);
        Lab lab = SmallLab.of(Path.of("labs/05-secured-and-monitored"), List.of(), List.of(), List.of());
        List<Item> checks =
                List.of(new Item(Grades.SITE, "Site", "https", 2), new Item(Grades.PORTS, "Ports", "firewalls", 2));
        ClassFile about = Rows.about(lab, assignment, checks, own, roster, whole, Fingerprint.of(version));
        store.write(new ClassFile(
                1,
                about.lab(),
                about.title(),
                assignment,
                checks,
                List.of(new Item("firewalls", "Why?", "", 4)),
                about.keys(),
                about.missing(),
                about.elsewhere(),
                about.whole(),
                about.graders()));
        return store;
    }

    /** Everything that is compared: all but the states, which hold times, and the page about times. */
    private static TreeMap<String, String> shown(ResultStore store) throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(store.folder())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = store.folder().relativize(file).toString();
                if (!name.endsWith("state.json")
                        && !name.equals("times.html")
                        && !name.equals(".lock")
                        && !name.equals("similar.json")) {
                    files.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    private void students(String... names) {
        for (String name : names) {
            write(submissions, name + "/lb-01/etc/haproxy/haproxy.cfg", "global # " + name + "\n");
        }
    }
}
