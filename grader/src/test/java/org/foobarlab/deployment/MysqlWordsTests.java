package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MysqlWordsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            right syntax to use near 'SLAVE ALL' at line 1 | REPLICA today
            right syntax to use near 'MASTER TO | SOURCE and REPLICA
            unknown variable 'rpl_semi_sync_master_enabled=1'. | rpl_semi_sync_source_
            Can't open shared library '/usr/lib/mysql/plugin/semisync_slave.so' | semisync_replica.so
            unknown variable 'query_cache_size=16M'. | leave them out
            unknown variable 'expire_logs_days=10'. | binlog_expire_logs_seconds
            """)
    void namesTodaysWord(String said, String today) {
        assertThat(MysqlWords.withToday(said)).startsWith(said + "\n").contains(today);
    }

    @Test
    void addsNothingToWhatIsAnyonesMistake() {
        String said =
                "You have an error in your SQL syntax; check the manual for the right syntax to use near 'REPLCA'";

        assertThat(MysqlWords.withToday(said)).isEqualTo(said);
    }
}
