package org.foobarlab.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.foobarlab.report.Alike;
import org.foobarlab.report.SimilarGroup;
import org.foobarlab.report.SimilarPair;
import org.foobarlab.report.SimilarPair.Passage;
import org.foobarlab.similarity.Similarity.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTests {

    private static final String HANDOUT =
            "Explain in your own words what the firewalls are for, why the traffic is served over HTTPS, and what monitoring is used for.";

    private static final String OWN = """
            # My set-up
            Firewalls decide by rules which packets may pass; on my balancer only two doors are left ajar for strangers.
            I picked HTTPS since my little sister could otherwise sniff the guest book entries in our dormitory.
            Collectors perched on each machine whisper their figures to the monitoring box every five seconds.
            When the writing database naps, the guest book turns into a museum that nobody can add to.
            """;

    private static final String REWORDED = """
            # Answers
            By means of rules the firewall chooses the packets that get through; two ports are open for outsiders on the balancer.
            HTTPS was chosen because someone like my younger sister might otherwise read guest book entries in the dorm.
            Each machine has agents that send their numbers to the monitoring server every five seconds.
            If the primary database is asleep, the guest book becomes a museum and no one is able to add entries.
            """;

    @Test
    void showsACopyWithTheSharedPassageSideBySide() {
        List<SimilarPair> pairs = pairs(
                List.of(
                        prose("ada", OWN),
                        prose("bob", "Intro.\n\n" + OWN),
                        prose("carl", "The moon is made of cheese and nothing else matters to it.")),
                List.of(HANDOUT));
        assertThat(pairs).hasSize(1);
        SimilarPair pair = pairs.get(0);
        assertThat(pair.first() + " " + pair.second() + " " + pair.what()).isEqualTo("ada bob explanation");
        assertThat(pair.likeness()).isEqualTo(1);
        Passage longest = pair.passages().get(0);
        assertThat(longest.firstLine()).isEqualTo(1);
        assertThat(longest.secondLine()).isEqualTo(3);
        assertThat(longest.first())
                .startsWith("# My set-up\nFirewalls decide")
                .endsWith("add to.")
                .isEqualTo(longest.second());
    }

    @Test
    void doesNotCountWhatTheLabHandedOut() {
        String answer = HANDOUT + "\n\n" + OWN;
        assertThat(pairs(
                        List.of(
                                prose("ada", answer),
                                prose("bob", HANDOUT + "\n\nI do not know any of this, sorry to say.")),
                        List.of(HANDOUT)))
                .isEmpty();
    }

    @Test
    void doesNotCountWhatMuchOfTheClassHas() {
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String own = "Student number " + i + " likes the word w" + i + " and the word v" + i + " and also u" + i
                    + " best of all t" + i + " words.\n";
            works.add(prose(
                    "student-" + i,
                    "We all copied this very sentence from the same slide of the lecture, word by word by word.\n"
                            + own));
        }
        assertThat(pairs(works, List.of(HANDOUT), sentence ->
                        new float[] {1 + sentence.hashCode() % 7, sentence.hashCode() % 11, 1}))
                .isEmpty();
    }

    @Test
    void showsTheSameInOtherWords() {
        List<Work> works = new ArrayList<>(List.of(prose("ada", OWN), prose("bob", REWORDED)));
        works.add(prose("carl", """
                A firewall drops what is not allowed, and so keeps intruders away from the database.
                Encryption keeps passwords from being read on the way.
                Prometheus scrapes node exporter and mtail, and draws what they say.
                With a single primary no comment can be stored during an outage.
                """));
        List<SimilarPair> pairs = pairs(works, List.of(HANDOUT));
        assertThat(pairs)
                .extracting(pair -> pair.first() + " " + pair.second() + " " + pair.what())
                .containsExactly("ada bob explanation, in other words");
        assertThat(pairs.get(0).passages()).hasSizeGreaterThanOrEqualTo(3).allMatch(Passage::reworded);
    }

    @Test
    void showsConfigurationsWithTheSameOddities() {
        String odd =
                "# here be dragons\ntimeout client 31337ms\nmaxconn 4242\n# do not touch\nbalance leastconn\nserver one 203.0.113.11:80 check inter 777\n"
                        + "server two 203.0.113.12:80 check inter 778\noption abortonclose\n";
        String usual =
                "timeout client 50s\nbalance roundrobin\nserver web-01 203.0.113.11:80 check\nserver web-02 203.0.113.12:80 check\n";
        List<SimilarPair> pairs = pairs(
                List.of(
                        settings("ada", odd),
                        settings("bob", odd),
                        settings("carl", usual),
                        settings("dora", usual.replace("50s", "30s"))),
                List.of());
        assertThat(pairs)
                .extracting(pair -> pair.first() + " " + pair.second() + " " + pair.what())
                .containsExactly("ada bob configuration");
        Passage passage = pairs.get(0).passages().get(0);
        assertThat(passage.first()).startsWith("lb-01/etc/haproxy/haproxy.cfg:\n# here be dragons");
        assertThat(passage.firstLine()).isEqualTo(1);
    }

    @Test
    void findsTheSameInWhateverOrderTheClassIsRead() {
        List<Work> works = new ArrayList<>(List.of(prose("ada", OWN), prose("bob", OWN), prose("carl", REWORDED)));
        List<SimilarPair> once = pairs(works, List.of(HANDOUT));
        Collections.reverse(works);
        assertThat(pairs(works, List.of(HANDOUT))).isEqualTo(once).isNotEmpty();
    }

    @Test
    void namesAClassThatIsAllTheSameAsOneGroup() {
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            works.add(new Work(
                    "student-" + i,
                    OWN,
                    Map.of("lb-01/etc/haproxy/haproxy.cfg", "a 1\nb 2\nc 3\nd 4\ne 5\nf 6\ng 7\nh 8\n")));
        }
        Alike alike = Similarity.find(works, List.of(HANDOUT), List.of());
        assertThat(alike.pairs()).isEmpty();
        assertThat(alike.groups()).hasSize(1);
        assertThat(alike.groups().get(0).keys()).hasSize(30);
        assertThat(alike.groups().get(0).what()).isEqualTo("everything");
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "5, 30", "9, 40", "13, 120", "12, 20", "60, 120"})
    void namesAllThatAreTheSameInAClassOfAnySize(int copies, int students) {
        List<Work> works = classOf(
                students, i -> i < copies ? OWN.toUpperCase(Locale.ROOT) + (i % 2 == 0 ? "\n" : " ") : alone(i));
        Alike alike = Similarity.find(works, List.of(HANDOUT), List.of(), SimilarityTests::meaningless);
        assertThat(alike.groups()).hasSize(1);
        assertThat(alike.groups().get(0).isIdentical()).isTrue();
        assertThat(alike.groups().get(0).keys()).isEqualTo(keys(0, copies));
        assertThat(alike.pairs()).allMatch(pair -> copies == 2);
    }

    @ParameterizedTest
    @CsvSource({"5, 30", "9, 40", "13, 120", "12, 20"})
    void namesAllThatAreNearlyTheSameInAClassOfAnySize(int copies, int students) {
        List<Work> works = classOf(
                students,
                i -> i < copies
                        ? OWN.replace("guest book", "log of visitor " + i).replace("sister", "cousin-" + i) + alone(i)
                        : alone(i));
        Alike alike = Similarity.find(works, List.of(HANDOUT), List.of(), SimilarityTests::meaningless);
        assertThat(alike.groups()).hasSize(1);
        assertThat(alike.groups().get(0).isIdentical()).isFalse();
        assertThat(alike.groups().get(0).keys()).isEqualTo(keys(0, copies));
    }

    @Test
    void doesNotTellConfigurationsApartByTheirNetwork() {
        String odd = "# dragons\ntimeout client 31337ms\nmaxconn 4242\nserver one 203.0.113.11:80\n"
                + "server two 203.0.113.12:80 check inter 778\noption abortonclose\nlog global\n";
        Alike alike = Similarity.find(
                List.of(
                        settings("ada", odd),
                        settings("bob", odd.replace("203.0.113", "198.18.7")),
                        settings("carl", odd.replace("31337", "5"))),
                List.of(),
                List.of());
        assertThat(alike.groups()).extracting(SimilarGroup::keys).contains(List.of("ada", "bob"));
    }

    @Test
    void namesTheSameConfigurationEvenIfAnotherLabGivesTheLike() {
        String right =
                "global\ndefaults\ntimeout client 5s\nmaxconn 42\nserver one 203.0.113.11:80\nlog global\nend all\noption httplog\nretries 3\n";
        List<Work> works = List.of(settings("ada", right), settings("bob", right), settings("carl", "global\n"));
        assertThat(Similarity.find(works, List.of(right), List.of("global\ndefaults\n"))
                        .groups())
                .extracting(SimilarGroup::keys)
                .containsExactly(List.of("ada", "bob"));
        assertThat(Similarity.find(works, List.of(right), List.of(right)).groups())
                .as("the starter itself is everybody's")
                .isEmpty();
    }

    private static List<Work> classOf(int students, IntFunction<String> text) {
        return IntStream.range(0, students)
                .mapToObj(i -> prose(key(i), text.apply(i)))
                .toList();
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(SimilarityTests::key).toList();
    }

    private static String key(int number) {
        return String.format("student-%03d", number);
    }

    /** A text that has nothing in common with any other. */
    private static String alone(int i) {
        return "\nAlone " + i + " wrote" + i + " some" + i + " odd" + i + " words" + i + " here" + i + " for" + i
                + " nobody" + i + " else" + i + " to" + i + " read" + i + " at" + i + " all" + i + ".";
    }

    private static float[] meaningless(String sentence) {
        return new float[] {sentence.hashCode() % 7, sentence.hashCode() % 11, 1};
    }

    @Test
    void findsNothingInAnEmptyClass() {
        assertThat(pairs(List.of(), List.of())).isEmpty();
        assertThat(pairs(List.of(prose("ada", ""), prose("bob", "")), List.of()))
                .isEmpty();
    }

    private static List<SimilarPair> pairs(List<Work> works, List<String> given) {
        return Similarity.find(works, given, given).pairs();
    }

    private static List<SimilarPair> pairs(List<Work> works, List<String> given, Function<String, float[]> meaning) {
        return Similarity.find(works, given, given, meaning).pairs();
    }

    private static Work prose(String key, String explanation) {
        return new Work(key, explanation, Map.of());
    }

    private static Work settings(String key, String text) {
        return new Work(key, "", Map.of("lb-01/etc/haproxy/haproxy.cfg", text));
    }
}
