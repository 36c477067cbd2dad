package org.foobarlab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.foobarlab.checks.Area;
import org.foobarlab.checks.Check;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Hold the packages to their jobs.
 *
 * <pre>
 *   cli ─→ batch ─→ grading ─→ checks ─→ probe ─→ deployment ─→ submission ─→ lab ─→ topology
 *    │       │         ├────→ explanation ─→ lab                    │  └─→ document
 *    │       │         └────→ claims ─→ lab                         ↑
 *    ├─→ authoring ─→ grading
 *    ├─→ reader ─→ explanation
 *    ├───────┼──→ export ──────────────────────────────────────────┘
 *    │       ├──→ similarity ─→ explanation, report
 *    └───────┴──→ report
 * </pre>
 *
 * <p>A package may use whatever its arrows lead to, over however many of them: the command that brings servers up needs
 * no grading. All may use {@code grade}, which holds the words for what was found, and so also the word for what the
 * lab itself could not do.
 */
class ArchitectureTests {

    private static final String ROOT = "org.foobarlab";

    /** What each package may use directly, besides {@code grade}. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("cli", List.of("authoring", "batch", "export", "grading", "reader", "report")),
            Map.entry("authoring", List.of("grading")),
            Map.entry("export", List.of("submission")),
            Map.entry("batch", List.of("grading", "report", "similarity")),
            Map.entry("similarity", List.of("explanation", "report")),
            Map.entry("grading", List.of("checks", "claims", "explanation")),
            Map.entry("claims", List.of("lab")),
            Map.entry("checks", List.of("probe")),
            Map.entry("probe", List.of("deployment")),
            Map.entry("deployment", List.of("submission")),
            Map.entry("submission", List.of("document", "lab")),
            Map.entry("document", List.of()),
            Map.entry("explanation", List.of("lab")),
            Map.entry("reader", List.of("explanation", "lab")),
            Map.entry("report", List.of()),
            Map.entry("lab", List.of("topology")),
            Map.entry("topology", List.of()),
            Map.entry("grade", List.of()));

    private static final List<String> PACKAGES =
            ARROWS.keySet().stream().sorted().toList();

    private static JavaClasses grader;

    @BeforeAll
    static void read() {
        grader = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(ROOT);
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void packagesUseOnlyWhatTheirArrowsLeadTo(String name) {
        TreeSet<String> allowed = new TreeSet<>(List.of(name));
        follow(name, allowed);
        if (!name.equals("lab") && !name.equals("topology")) {
            allowed.add("grade");
        }
        String[] packages =
                allowed.stream().map(used -> ROOT + "." + used + "..").toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(packages)))
                .allowEmptyShould(true)
                .check(grader);
    }

    private static void follow(String name, TreeSet<String> reached) {
        for (String next : ARROWS.get(name)) {
            reached.add(next);
            follow(next, reached);
        }
    }

    @Test
    void thereIsNoPackageWithoutArrows() {
        assertThat(grader.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> name.startsWith(ROOT + "."))
                        .collect(Collectors.toSet()))
                .isSubsetOf(PACKAGES.stream().map(name -> ROOT + "." + name).toList());
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(grader);
    }

    @Test
    void onlyDeploymentAndProbeKnowDocker() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".deployment..", ROOT + ".probe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.github.dockerjava..", "org.testcontainers..")
                .check(grader);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(grader);
    }

    @Test
    void checksLieWhereTheCatalogLooksForThem() {
        methods()
                .that()
                .areAnnotatedWith(Check.class)
                .should()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(Area.class)
                .andShould()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Checks")
                .andShould()
                .beDeclaredInClassesThat()
                .resideInAPackage(ROOT + ".checks")
                .check(grader);
    }

    @Test
    void theArrowsNameOnlyPackagesThatHaveThem() {
        assertThat(ARROWS.values().stream().flatMap(List::stream)).isSubsetOf(PACKAGES);
        assertThat(Arrays.asList("grade", "topology"))
                .allSatisfy(name -> assertThat(ARROWS.get(name)).isEmpty());
    }
}
