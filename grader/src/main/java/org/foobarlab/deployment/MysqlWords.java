package org.foobarlab.deployment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Tell what MySQL says today for what old tutorials have and it no longer knows. */
public final class MysqlWords {

    private static final Map<Pattern, String> TODAY = new LinkedHashMap<>();

    static {
        TODAY.put(
                Pattern.compile("(?i)syntax to use near '(master|slave)\\b"),
                "MySQL 8.4 took MASTER and SLAVE out of its statements: they are SOURCE and REPLICA today, and RESET MASTER is"
                        + " RESET BINARY LOGS AND GTIDS.");
        TODAY.put(
                Pattern.compile("(?i)rpl[-_]semi[-_]sync[-_](master|slave)|semisync_(master|slave)"),
                "MySQL 9 no longer has these names of semi-synchronous replication: its plugins are semisync_source.so and"
                        + " semisync_replica.so today, and its settings begin with rpl_semi_sync_source_ and"
                        + " rpl_semi_sync_replica_.");
        TODAY.put(
                Pattern.compile("(?i)unknown variable '-*query[-_]cache"),
                "MySQL 8.0 took the query cache out, and its settings with it: leave them out.");
        TODAY.put(
                Pattern.compile("(?i)unknown variable '-*key[-_]buffer\\b(?![-_])"),
                "MySQL 5.5 was the last to know it under this name: it is key_buffer_size today.");
        TODAY.put(
                Pattern.compile("(?i)unknown variable '-*myisam[-_]recover\\b(?![-_])"),
                "MySQL 5.6 gave it another name: it is myisam_recover_options today.");
        TODAY.put(
                Pattern.compile("(?i)Plugin 'mysql_native_password' is not loaded|unknown variable"
                        + " '-*(default[-_]authentication[-_]plugin|mysql[-_]native[-_]password)"),
                "MySQL 9 no longer has mysql_native_password, nor a setting to choose it: leave both out, or say IDENTIFIED"
                        + " WITH caching_sha2_password BY '...', which is what it does anyway.");
        TODAY.put(
                Pattern.compile(
                        "(?i)unknown variable '-*(innodb[-_]log[-_]file[-_]size|innodb[-_]log[-_]files[-_]in[-_]group)"),
                "MySQL 9 no longer has it: it is innodb_redo_log_capacity today.");
        TODAY.put(
                Pattern.compile("(?i)unknown variable '-*(master|relay[-_]log)[-_]info[-_](repository|file)"),
                "MySQL 9 keeps this in tables in any case, and has no setting for it: leave it out.");
        TODAY.put(
                Pattern.compile("(?i)unknown variable '-*log[-_]warnings"),
                "MySQL 8.0 took it out: it is log_error_verbosity today.");
        TODAY.put(
                Pattern.compile("(?i)unknown variable '-*expire[-_]logs[-_]days"),
                "MySQL 8.4 took it out: it is binlog_expire_logs_seconds today.");
    }

    private MysqlWords() {}

    /** Return what MySQL said, and after it what to say instead, each on a line of its own. */
    public static String withToday(String said) {
        StringBuilder text = new StringBuilder(said);
        TODAY.forEach((old, today) -> {
            if (old.matcher(said).find()) {
                text.append('\n').append(today);
            }
        });
        return text.toString();
    }
}
