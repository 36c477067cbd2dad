package org.foobarlab.solutions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hold that no source that has a part in a verdict is left out of what its proof is held against. */
class CheckSourcesTests {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("WebChecks.java"), "@Check(id = \"web\") void web() { BaseChecks.started(); }");
        Files.writeString(
                folder.resolve("BaseChecks.java"),
                "@Check(id = \"base\") void base() { DeepChecks.dig(); WebChecks.x(); }");
        Files.writeString(folder.resolve("DeepChecks.java"), "@Check(id = \"deep\") void deep() {}");
        Files.writeString(folder.resolve("OtherChecks.java"), "@Check(id = \"other\") void other() {}");
        Files.writeString(folder.resolve("Evidence.java"), "final class Evidence {}");
    }

    @Test
    void whatAClassNamesCountsToo() {
        CheckSources sources = new CheckSources(folder);
        assertThat(sources.of(List.of("web"))).containsOnlyKeys("WebChecks", "BaseChecks", "DeepChecks");
        assertThat(sources.of(List.of("deep")))
                .containsOnlyKeys("DeepChecks")
                .containsValue("@Check(id = \"deep\") void deep() {}");
        assertThat(sources.of(List.of("deep", "other"))).containsOnlyKeys("DeepChecks", "OtherChecks");
    }

    @Test
    void checkThatIsNowhereIsNotLeftOutInSilence() {
        assertThatThrownBy(() -> new CheckSources(folder).of(List.of("wbe"))).hasMessageContaining("no check wbe");
    }

    @Test
    void everyCheckOfEveryLabIsFound() {
        Labs labs = Labs.ofProject();
        CheckSources sources = new CheckSources(labs.home().resolve(Proofs.CHECKS));
        for (String name : labs.names()) {
            Lab lab = labs.find(name);
            assertThat(sources.of(Proofs.checks(lab))).as(name).hasSizeGreaterThan(1);
        }
        assertThat(sources.of(Proofs.checks(labs.find("08")))).containsKey("TakeoverChecks");
        assertThat(sources.of(Proofs.checks(labs.find("01")))).doesNotContainKey("TakeoverChecks");
    }
}
