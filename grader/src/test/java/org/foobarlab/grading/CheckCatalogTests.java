package org.foobarlab.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foobarlab.TestFiles;
import org.foobarlab.grading.sample.SampleChecks;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.testing.SmallLab;
import org.junit.jupiter.api.Test;

class CheckCatalogTests {

    private final CheckCatalog catalog = new CheckCatalog();

    @Test
    void describesEveryCheckSoThatAStudentUnderstandsIt() {
        assertThat(catalog.ids()).hasSizeGreaterThan(35);
        for (CheckSpec spec : specs(catalog)) {
            assertThat(spec.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(spec.area()).as("area of " + spec.id()).isNotBlank();
            assertThat(spec.check().title()).as("title of " + spec.id()).matches("[^\\n]{10,100}[^.]");
            assertThat(spec.check().hint()).as("hint of " + spec.id()).matches("|[^\\n]{10,400}[.?]");
            assertThat(spec.check().disturbs())
                    .as("what " + spec.id() + " disturbs")
                    .isIn("", "site", "monitoring");
        }
    }

    @Test
    void hintsWhereAStudentShouldLook() {
        // Of these the failure says it all, or they are experiments, which nobody has to mend.
        assertThat(specs(catalog).stream()
                        .filter(spec ->
                                spec.check().hint().isEmpty() && !spec.check().experiment())
                        .map(CheckSpec::id))
                .isEmpty();
    }

    @Test
    void givesEachCheckATitleOfItsOwn() {
        assertThat(specs(catalog)).extracting(spec -> spec.check().title()).doesNotHaveDuplicates();
    }

    @Test
    void hasEveryCheckThatALabLists() {
        Labs labs = new Labs(TestFiles.home());
        Set<String> listed = new HashSet<>();
        for (String name : labs.names()) {
            Lab lab = labs.find(name);
            catalog.of(lab).forEach(spec -> listed.add(spec.id()));
            assertThat(lab.checks()).as(name).noneMatch(points -> catalog.isExperiment(points.id()));
            assertThat(lab.experiments()).as(name).allMatch(catalog::isExperiment);
        }
        assertThat(listed).as("checks that no lab lists are dead").containsExactlyInAnyOrderElementsOf(catalog.ids());
    }

    @Test
    void letsALabThatGivesNothingListWhatItsChecksRequire() {
        Labs labs = new Labs(TestFiles.home());
        for (String name : labs.names()) {
            Lab lab = labs.find(name);
            if (!lab.given().isEmpty()) {
                // What is given is right, and need not be tried on every student.
                continue;
            }
            List<CheckSpec> specs = catalog.of(lab);
            List<String> ids = specs.stream().map(CheckSpec::id).toList();
            assertThat(specs)
                    .allSatisfy(spec ->
                            assertThat(ids).as(spec.id() + " of " + name).containsAll(ofStudents(lab, spec)));
        }
    }

    /** Return what a check requires of the student: the site's settings are given where they are not read. */
    private static List<String> ofStudents(Lab lab, CheckSpec spec) {
        boolean settings = lab.reads().stream().anyMatch(path -> path.endsWith("/site.properties"));
        return spec.requires().stream()
                .filter(id -> settings || !id.equals("site-starts"))
                .toList();
    }

    @Test
    void namesACheckThatDoesNotExistAndThoseThatDo() {
        Lab lab = SmallLab.of(Path.of("labs/07-small"), List.of("x"), List.of(new Points("https-sight", 1)), List.of());
        CheckCatalog samples = new CheckCatalog("org.foobarlab.grading.sample");
        assertThatThrownBy(() -> samples.of(lab))
                .isInstanceOf(UnusableInput.class)
                .hasMessageStartingWith("labs/07-small/lab.yml: there is no check https-sight; the checks are crashes,"
                        + " disturbs-monitoring,")
                .hasMessageEndingWith(", passes.");
    }

    @Test
    void findsChecksByTheirPackage() {
        assertThat(new CheckCatalog(SampleChecks.class.getPackageName()).ids())
                .contains("passes", "fails")
                .doesNotContain("https-site");
    }

    @Test
    void refusesTwoChecksOfOneName() {
        assertThatThrownBy(() -> new CheckCatalog("org.foobarlab.grading.bad.twice"))
                .hasMessage("two checks are called same");
    }

    @Test
    void refusesARequirementThatDoesNotExist() {
        assertThatThrownBy(() -> new CheckCatalog("org.foobarlab.grading.bad.missing"))
                .hasMessage("one requires two, which does not exist");
    }

    @Test
    void refusesARequirementThatRunsLater() {
        assertThatThrownBy(() -> new CheckCatalog("org.foobarlab.grading.bad.late"))
                .hasMessage(
                        "looks only looks, but requires breaks, which disturbs and so runs after all that only look");
    }

    private static List<CheckSpec> specs(CheckCatalog catalog) {
        return catalog.ids().stream().map(catalog::spec).toList();
    }
}
