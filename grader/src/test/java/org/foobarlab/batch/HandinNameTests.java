package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.foobarlab.batch.HandinName.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandinNameTests {

    @ParameterizedTest
    @CsvSource({
        "lovelaceada_12345_67890_lab5.zip, lovelaceada-12345, 12345, false, 67890",
        "lovelaceada_LATE_12345_67890_lab5.zip, lovelaceada-12345, 12345, true, 67890",
        "lovelaceada_late_12345_67890_my_lab_5-2.tar.gz, lovelaceada-12345, 12345, true, 67890",
        "anonymous123_4_5_EXPLANATION.md, anonymous123-4, 4, false, 5",
        "o'neilléa_12_34_x.zip, o-neilléa-12, 12, false, 34",
    })
    void readsCanvasDownloads(String name, String key, String user, boolean late, long attempt) {
        HandinName read = HandinName.of(name);
        assertThat(read.platform()).isEqualTo(Platform.CANVAS);
        assertThat(read.owner()).isEqualTo(key);
        assertThat(read.student().canvasId()).isEqualTo(user);
        assertThat(read.late()).isEqualTo(late);
        assertThat(read.attempt()).isEqualTo(attempt);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada Lovelace_12345_assignsubmission_file_, Ada-Lovelace-12345, Ada Lovelace, 12345",
        "Ada Lovelace_12345_assignsubmission_file, Ada-Lovelace-12345, Ada Lovelace, 12345",
        "Ada Lovelace_12345_assignsubmission_file_lab_5.zip, Ada-Lovelace-12345, Ada Lovelace, 12345",
        "Zoë van der Berg_9_assignsubmission_onlinetext_, Zoë-van-der-Berg-9, Zoë van der Berg, 9",
        "Snake_Case_9_assignsubmission_file_, Snake_Case-9, Snake_Case, 9",
    })
    void readsMoodleDownloads(String name, String key, String full, String participant) {
        HandinName read = HandinName.of(name);
        assertThat(read.platform()).isEqualTo(Platform.MOODLE);
        assertThat(read.owner()).isEqualTo(key);
        assertThat(read.student().name()).isEqualTo(full);
        assertThat(read.student().moodleId()).isEqualTo(participant);
    }

    @ParameterizedTest
    @CsvSource({
        "ada, ada",
        "ada.zip, ada",
        "ada.tar.gz, ada",
        "ada lovelace.tgz, ada-lovelace",
        "s1234567_lab5.zip, s1234567_lab5",
        "李明, 李明",
        "../../etc, etc",
        "..., submission",
        "CON?.zip, CON",
    })
    void readsPlainNames(String name, String key) {
        HandinName read = HandinName.of(name);
        assertThat(read.platform()).isEqualTo(Platform.PLAIN);
        assertThat(read.owner()).isEqualTo(key);
    }

    @Test
    void cutsNamesThatNoFileSystemTakes() {
        assertThat(HandinName.of("x".repeat(300)).owner()).hasSize(80);
    }
}
