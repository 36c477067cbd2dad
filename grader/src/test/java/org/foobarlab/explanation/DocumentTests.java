package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DocumentTests {
    private static List<String> sentences(String text) {
        return Document.of(text).passages().stream().map(Passage::text).toList();
    }

    @Test
    void sentencesHaveTheirLines() {
        List<Passage> passages = Document.of("# Title\n\nOne is here. Two is\nthere.\n\n- Three\n")
                .passages();
        assertThat(passages).extracting(Passage::text).containsExactly("One is here.", "Two is there.", "Three");
        assertThat(passages).extracting(Passage::line).containsExactly(3, 3, 6);
    }

    @Test
    void titlesOfManyKindsAreContext() {
        assertThat(Document.of("## Firewalls\n\nThey filter.").passages().get(0).context())
                .containsExactly("Firewalls");
        assertThat(Document.of("Firewalls:\nThey filter traffic at each host.")
                        .passages()
                        .get(0)
                        .context())
                .containsExactly("Firewalls:");
        assertThat(Document.of("**What are firewalls for?**\n\nThey filter.")
                        .passages()
                        .get(0)
                        .context())
                .containsExactly("What are firewalls for?");
        assertThat(Document.of("1. **Firewalls**\n   - they filter")
                        .passages()
                        .get(1)
                        .context())
                .contains("Firewalls");
    }

    @Test
    void aQuestionBeforeItsAnswerIsItsTitle() {
        Passage told = Document.of("What to do if you want to monitor your web server QPS: I would count the requests.")
                .passages()
                .get(0);
        assertThat(told.text()).isEqualTo("I would count the requests.");
        assertThat(told.context()).containsExactly("What to do if you want to monitor your web server QPS");
        assertThat(Document.of("Issue 3: all servers fail together.")
                        .passages()
                        .get(0)
                        .text())
                .isEqualTo("all servers fail together.");
        assertThat(Document.of("# Why\n\nWhat about HTTPS ? It encrypts. Why firewalls ? They filter.")
                        .passages())
                .filteredOn(passage -> !passage.text().endsWith("?"))
                .extracting(Passage::context)
                .containsExactly(List.of("What about HTTPS ?", "Why"), List.of("Why firewalls ?", "Why"));
    }

    @Test
    void labelsMayBeNumberedByLetters() {
        assertThat(Document.of("c. same component : hard to maintain")
                        .passages()
                        .get(0)
                        .context())
                .contains("same component");
    }

    @Test
    void aShortLineAboveASentenceInTheSameItemIsATitle() {
        List<Passage> passages = Document.of(
                        "1. Firewall\nTo control which traffic may come in.\n\n2. SSL\nIt encrypts what visitors send us.")
                .passages();
        assertThat(passages)
                .filteredOn(passage -> passage.text().endsWith("."))
                .extracting(passage -> passage.context().get(0))
                .containsExactly("Firewall", "SSL");
    }

    @Test
    void abbreviationsNamesAndNumbersDoNotEndSentences() {
        assertThat(sentences("Use e.g. Nginx 1.26 at www.foobar.com, i.e. 203.0.113.10 here. Then stop."))
                .hasSize(2);
        assertThat(sentences("They watch the network.Firewalls block the rest of it."))
                .hasSize(2);
    }

    @Test
    void tablesListsAndQuotesAreRead() {
        assertThat(sentences("| a | b |\n|---|---|\n| Firewall | It filters \u201cbad\u201d traffic |"))
                .containsExactly("Firewall | It filters \"bad\" traffic");
    }

    @Test
    void drawingsAndCommandsAreNotRead() {
        assertThat(sentences("```mermaid\ngraph TB\n A --> B\n```\n\n```bash\nufw deny 3306\n```\n"))
                .isEmpty();
        assertThat(sentences("```\nThe firewall drops whatever no rule allows\n+---+ --> [x]\n```\n"))
                .hasSize(1);
    }

    @Test
    void htmlIsReadWithoutItsScripts() {
        assertThat(sentences(
                        "<html><head><title>x</title><style>p{}</style></head><body><script>filter traffic</script>"
                                + "<h1>Firewalls</h1><p>They <b>filter</b> traffic.</p></body></html>"))
                .containsExactly("They filter traffic.");
        assertThat(sentences("Text before.\n\n<div>In <i>a</i> box.<script>hidden()</script></div>\n"))
                .containsExactly("Text before.", "In a box.");
    }

    @Test
    void hiddenCharactersAreDropped() {
        assertThat(sentences("Fire\u200bwalls fil\u00adter traf\u200dfic."))
                .containsExactly("Firewalls filter traffic.");
    }

    @Test
    void unreadableFilesAreRefusedInOneSentence() {
        assertRefused(new byte[Document.MAX_BYTES + 1], "at most");
        assertRefused(new byte[] {'a', 0, 'b'}, "binary");
        assertRefused(new byte[] {'a', (byte) 0xff, 'b'}, "UTF-8");
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatExceptionOfType(UnreadableTextException.class)
                .isThrownBy(() -> Document.read(bytes))
                .withMessageContaining(why);
    }

    @Test
    void nothingIsNothing() throws Exception {
        assertThat(Document.read(new byte[0]).passages()).isEmpty();
        assertThat(Document.of("# One\n\n## Two\n\n### Three").passages()).isEmpty();
        assertThat(Document.of("x").passages()).hasSize(1);
    }

    @Test
    void otherLanguagesAreNotEnglish() {
        assertThat(Document.of("Le pare-feu filtre le trafic entrant et sortant selon des r\u00e8gles, et il bloque"
                                + " les ports qui ne sont pas utiles.")
                        .english())
                .isFalse();
        assertThat(Document.of("El cortafuegos filtra el tr\u00e1fico que entra y sale de los servidores seg\u00fan"
                                + " las reglas de la red.")
                        .english())
                .isFalse();
        assertThat(Document.of("Die Firewall filtert den Verkehr und l\u00e4sst nur das durch, was auf der Liste"
                                + " steht, damit nichts passiert.")
                        .english())
                .isFalse();
        assertThat(Document.of("\u0411\u0440\u0430\u043d\u0434\u043c\u0430\u0443\u044d\u0440"
                                + " \u0444\u0438\u043b\u044c\u0442\u0440\u0443\u0435\u0442 "
                                + "\u0442\u0440\u0430\u0444\u0438\u043a")
                        .english())
                .isFalse();
        assertThat(Document.of("The firewall filters the traffic and lets only what is on the list pass, so that"
                                + " nothing happens.")
                        .english())
                .isTrue();
        assertThat(Document.of("- Filter network traffic\n"
                                + "- Block unwanted ports\n"
                                + "- Encrypt data in transit\n"
                                + "- Detect failures, send alerts")
                        .english())
                .isTrue();
    }

    @Test
    void wordsThatOtherLanguagesHaveAsWellAreEnglish() {
        assertThat(Document.of("I would read the access log and count the requests per second.")
                        .english())
                .isTrue();
        assertThat(Document.of("I count requests per second, plus errors per minute: disks die, met limits warn me.")
                        .english())
                .isTrue();
    }

    @Test
    void hostileTextsTakeLinearTime() throws Exception {
        // Processor time of this thread, since the clock on the wall also measures what else the machine does.
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String unit :
                List.of("word ", "[", "> ", "- ", "*a ", "<div>", "| a ", "a\n", "It filters. ", "`", "![")) {
            Document.read(unit.repeat((1 << 19) / unit.length()).getBytes(StandardCharsets.UTF_8));
        }
        long seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000_000;
        assertThat(seconds).isLessThan(20);
    }
}
