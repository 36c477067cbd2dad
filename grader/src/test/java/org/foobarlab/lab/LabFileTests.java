package org.foobarlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.foobarlab.TestFiles;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Host.Group;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabFileTests {

    private static final String RIGHT = """
            title: Two web servers
            minutes: 90
            reads:
              - lb-01/etc/haproxy/haproxy.cfg
            checks:
              - {id: haproxy-starts, points: 1}
              - {id: https-site, points: 2.5}
            experiments: [backend-traffic]
            """;

    @TempDir
    private Path home;

    @Test
    void readsALab() {
        write(home, "02-two/lab.yml", RIGHT);
        Lab lab = LabFile.read(home.resolve("02-two"));
        assertThat(lab.title()).isEqualTo("Two web servers");
        assertThat(lab.minutes()).isEqualTo(90);
        assertThat(lab.reads()).containsExactly("lb-01/etc/haproxy/haproxy.cfg");
        assertThat(lab.checks()).containsExactly(new Points("haproxy-starts", 1), new Points("https-site", 2.5));
        assertThat(lab.experiments()).containsExactly("backend-traffic");
        assertThat(lab.questions()).isEmpty();
        assertThat(lab.name()).isEqualTo("02-two");
        assertThat(lab.number()).isEqualTo("02");
        assertThat(lab.starter()).isEqualTo(home.resolve("02-two/submission"));
    }

    @Test
    void readsServersOfItsOwn() {
        write(home, "08-more/lab.yml", RIGHT + """
            given: [firewalls, web]
            red: [https-site]
            topology:
              servers:
                - {name: lb-01, number: 10, group: balancer, aliases: [front], components: [haproxy, rsyslog]}
                - {name: db-01, number: 31, group: database, components: [node-exporter], installed: [mysql]}
              names: {www.foobar.com: 20}
            """);
        Lab lab = LabFile.read(home.resolve("08-more"));
        assertThat(lab.given()).containsExactly("firewalls", "web");
        assertThat(lab.red()).containsExactly("https-site");
        Topology topology = lab.topology();
        assertThat(topology.servers())
                .containsExactly(
                        new Host(
                                "lb-01",
                                10,
                                List.of("front"),
                                Group.BALANCER,
                                List.of(Component.HAPROXY, Component.RSYSLOG)),
                        new Host(
                                "db-01",
                                31,
                                List.of(),
                                Group.DATABASE,
                                List.of(Component.NODE_EXPORTER),
                                List.of(Component.MYSQL)));
        assertThat(topology.hosts()).extracting(Host::name).containsExactly("lb-01", "db-01", "monitor", "internet");
        assertThat(topology.names()).containsExactly(Map.entry("www.foobar.com", 20));
    }

    @Test
    void runsOnTheCoursesServersUnlessTold() {
        write(home, "02-two/lab.yml", RIGHT);
        assertThat(LabFile.read(home.resolve("02-two")).topology()).isEqualTo(Topology.threeServers());
    }

    @Test
    void whatIsRedAtFirstIsAmongTheChecks() {
        write(home, "02-two/lab.yml", RIGHT + "red: [https-hsts]\n");
        assertThatThrownBy(() -> LabFile.read(home.resolve("02-two")))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining(
                        "line 9: the check https-hsts is said to be red at first, but is not among the checks");
    }

    @Test
    void twoServersCannotHaveTheSameAddress() {
        write(home, "02-two/lab.yml", RIGHT + """
            topology:
              servers:
                - {name: lb-01, number: 10, group: balancer, components: []}
                - {name: lb-02, number: 10, group: balancer, components: []}
            """);
        assertThatThrownBy(() -> LabFile.read(home.resolve("02-two")))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("line 12: the address number 10 is taken by another server");
    }

    @Test
    void wordsOfTheLabsOwnGoWithItsQuestions() {
        write(home, "02-two/lab.yml", RIGHT + "questions:\n  - {id: why, prompt: Why so, points: 4}\n");
        write(home, "02-two/vocabulary.yml", "spare-copy: [tape*, backup]\n");
        assertThat(LabFile.read(home.resolve("02-two")).questions().get(0).words())
                .containsExactly(Map.entry("spare-copy", List.of("tape*", "backup")));
        write(home, "02-two/vocabulary.yml", "spare-copy: tape\n  - x\n");
        assertThatThrownBy(() -> LabFile.read(home.resolve("02-two")))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("vocabulary.yml, line ");
    }

    /** In a right file, one thing is replaced by another; the message follows the file's name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            minutes:     | minuts:           | , line 2: there is no key 'minuts'; the keys are title, minutes, reads, given, topology, red, checks, experiments, questions.
            points: 1    | point: 1          | , line 6: checks[0]: there is no key 'point'; the keys are id, points.
            2.5          | 2.5, hint: x      | , line 7: checks[1]: there is no key 'hint'; the keys are id, points.
            , points: 1  | ""                | , line 6: checks[0] lacks the key 'points': add it.
            minutes: 90  | "#"               | , line 1: the file lacks the key 'minutes': add it.
            90           | soon              | , line 2: minutes is of type string, but has to be of type integer.
            90           | 9.5               | , line 2: minutes is of type number, but has to be of type integer.
            90           | 4                 | , line 2: minutes is 4, but has to be at least 5.
            2.5          | 101               | , line 7: checks[1].points is 101, but has to be at most 100.
            2.5          | many              | , line 7: checks[1].points is of type string, but has to be of type number.
            https-site   | Https_site        | , line 7: checks[1].id is 'Https_site', but has to be lower-case words with hyphens, such as https-redirect.
            https-site   | haproxy-starts    | , line 7: the check haproxy-starts is listed twice: take one out.
            - {id: https-site, points: 2.5} | - https-site | , line 7: checks[1] is of type string, but has to be of type object.
            backend-traffic | a, a           | , line 8: experiments lists something twice: take one out.
            Two web servers | "''"           | , line 1: title is empty: fill it in.
            [backend-traffic] | [backend-traffic | , line 8: this is not YAML (expected ',' or ']', but got <stream end>); mend it here or in the line above.
            minutes:     | title:            | , line 2: this is not YAML (duplicate field 'title'); mend it here or in the line above.
            Two          | {{ Two }}         | , line 1: this is not YAML (expected a field name (Scalar value in YAML)); mend it here or in the line above.
            """)
    void saysInWhichLineItIsWrong(String right, String wrong, String message) {
        write(home, "02-two/lab.yml", RIGHT.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        assertThatThrownBy(() -> LabFile.read(home.resolve("02-two")))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(home.resolve("02-two/lab.yml") + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# to do\n"})
    void saysThatItIsEmpty(String text) {
        write(home, "02-two/lab.yml", text);
        assertThatThrownBy(() -> LabFile.read(home.resolve("02-two")))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(home.resolve("02-two/lab.yml")
                        + " is empty: describe the lab in it, as the other labs do in theirs.");
    }

    @Test
    void saysThatItCannotBeRead() throws IOException {
        Path lab = home.resolve("02-two");
        Path file = lab.resolve("lab.yml");
        assertThatThrownBy(() -> LabFile.read(lab))
                .hasMessage("There is no file " + file + ": a lab's folder has to hold one.");
        Files.createDirectories(lab);
        Files.write(file, "title: Zw\u00f6lf\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LabFile.read(lab)).hasMessage(file + " is not a text in UTF-8: save it as one.");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> LabFile.read(lab))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(file + " cannot be read: Is a directory.");
    }

    @Test
    void hasASchemaThatIsOne() throws IOException {
        var meta = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012));
        try (InputStream schema = Lab.class.getResourceAsStream("lab.schema.json")) {
            String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(meta.validate(text, InputFormat.JSON)).isEmpty();
            assertThat(meta.validate(text.replace("\"integer\"", "\"whole\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void readsTheProjectsLabs() {
        Labs labs = new Labs(TestFiles.home());
        assertThat(labs.names())
                .contains("05-secured-and-monitored")
                .allSatisfy(name -> assertThat(labs.find(name).name()).isEqualTo(name));
        assertThat(labs.find("05").checks()).hasSizeGreaterThan(30);
    }
}
