package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logs are those that the programs really printed. */
class ComplaintTests {

    private static final Topology TOPOLOGY = Topology.threeServers();

    @TempDir
    private Path folder;

    @Test
    void showsWhatHaproxyRefuses() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/haproxy/haproxy.cfg", "global\n");
        assertThat(complaint("lb-01", servers, """
                [NOTICE]   (1) : haproxy version is 3.0.11-1+deb13u5
                [NOTICE]   (1) : path to executable is /usr/local/sbin/haproxy
                [ALERT]    (1) : config : parsing [/etc/haproxy/haproxy.cfg:10] : The 'reqadd' directive is not supported anymore since HAProxy 2.1. Use 'http-request add-header' instead.
                [ALERT]    (1) : config : [/etc/haproxy/haproxy.cfg:14] : 'server web/web-01' : unknown keyword 'chekc'; did you mean 'check' maybe ?
                [ALERT]    (1) : config : Error(s) found in configuration file : /etc/haproxy/haproxy.cfg
                [ALERT]    (1) : config : Fatal errors found in configuration.
                """)).isEqualTo("""
                parsing [lb-01/etc/haproxy/haproxy.cfg:10] : The 'reqadd' directive is not supported anymore since HAProxy 2.1. Use 'http-request add-header' instead.
                [lb-01/etc/haproxy/haproxy.cfg:14] : 'server web/web-01' : unknown keyword 'chekc'; did you mean 'check' maybe ?""");
    }

    @Test
    void leavesHaproxysWarningsOut() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/haproxy/haproxy.cfg", "global\n");
        assertThat(complaint("lb-01", servers, """
                [WARNING]  (1) : config : missing timeouts for backend 'webs'.
                   | While not properly invalid, you will certainly encounter various problems
                   | with such a configuration. To fix this, please ensure that all following
                   | timeouts are set to a non-zero value: 'client', 'connect', 'server'.
                [ALERT]    (1) : Binding [/etc/haproxy/haproxy.cfg:4] for frontend www: protocol tcpv4: cannot bind socket (Cannot assign requested address) for [203.0.113.10:80].
                [ALERT]    (1) : [haproxy.main()] Some protocols failed to start their listeners! Exiting.
                """)).isEqualTo("""
                Binding [lb-01/etc/haproxy/haproxy.cfg:4] for frontend www: protocol tcpv4: cannot bind socket (Cannot assign requested address) for [203.0.113.10:80].
                [haproxy.main()] Some protocols failed to start their listeners! Exiting.""");
    }

    @Test
    void showsWhereNginxStumblesInTheStudentsOwnFile() {
        Servers servers = StudentFiles.of(folder, "web-02/etc/nginx/sites-available/default", "server {}\n");
        assertThat(
                        complaint(
                                "web-02",
                                servers,
                                "2026/11/20 11:05:20 [emerg] 1#1: unknown directive \"proxy_passs\" in /etc/nginx/sites-enabled/default:3\n"))
                .isEqualTo("unknown directive \"proxy_passs\" in web-02/etc/nginx/sites-available/default:3");
    }

    @Test
    void findsTheLineOfASettingThatMysqlDoesNotKnow() {
        Servers servers = StudentFiles.of(
                folder,
                "web-01/etc/mysql/mysql.conf.d/mysqld.cnf",
                "[mysqld]\nserver-id = 1\n# query_cache_size = 1M\nquery-cache-size = 16M\nexpire_logs_days = 10\n");
        assertThat(complaint("web-01", servers, """
                2026-11-20T11:05:21.509834Z 0 [System] [MY-015015] [Server] MySQL Server - start.
                2026-11-20T11:05:21.633741Z 0 [Warning] [MY-010075] [Server] No existing UUID has been found, so we assume that this is the first time that this server has been started.
                2026-11-20T11:05:21.980363Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.
                2026-11-20T11:05:21.983010Z 0 [ERROR] [MY-000067] [Server] unknown variable 'query_cache_size=16M'.
                2026-11-20T11:05:21.983356Z 0 [ERROR] [MY-010119] [Server] Aborting
                2026-11-20T11:05:23.502338Z 0 [System] [MY-010910] [Server] /usr/sbin/mysqld: Shutdown complete (mysqld 9.7.4-2)  (Debian).
                """)).isEqualTo("""
                [MY-000067] [Server] unknown variable 'query_cache_size=16M'.
                It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 4: query-cache-size = 16M
                MySQL 8.0 took the query cache out, and its settings with it: leave them out.""");
    }

    @Test
    void findsTheLineOfAValueThatMysqlCannotUse() {
        Servers servers = StudentFiles.of(
                folder, "web-01/etc/mysql/mysql.conf.d/mysqld.cnf", "[mysqld]\nmax_connections = lots\n");
        assertThat(complaint("web-01", servers, """
                2026-11-20T11:05:45.046703Z 0 [ERROR] [MY-000058] [Server] Unknown suffix 'l' used for variable 'max_connections' (value 'lots').
                2026-11-20T11:05:45.046709Z 0 [Warning] [MY-000081] [Server] option 'max_connections': unsigned value 0 adjusted to 1.
                2026-11-20T11:05:45.046711Z 0 [ERROR] [MY-000077] [Server] /usr/sbin/mysqld: Error while setting value 'lots' to 'max_connections'.
                """)).isEqualTo("""
                [MY-000058] [Server] Unknown suffix 'l' used for variable 'max_connections' (value 'lots').
                [MY-000077] [Server] /usr/sbin/mysqld: Error while setting value 'lots' to 'max_connections'.
                It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 2: max_connections = lots""");
    }

    @Test
    void takesOutOfPrometheusLogWhatIsWrong() {
        Servers servers = StudentFiles.of(folder, "monitor/etc/prometheus/prometheus.yml", "global:\n");
        assertThat(complaint("monitor", servers, """
                ts=2026-11-20T11:05:20.808Z caller=main.go:527 level=error msg="Error loading config (--config.file=/etc/prometheus/prometheus.yml)" file=/etc/prometheus/prometheus.yml err="parsing YAML file /etc/prometheus/prometheus.yml: yaml: unmarshal errors:\\n  line 3: field scrape_config not found in type config.plain"
                """)).isEqualTo("""
                parsing YAML file monitor/etc/prometheus/prometheus.yml: yaml: unmarshal errors:
                  line 3: field scrape_config not found in type config.plain""");
    }

    @Test
    void showsTheRuleThatPrometheusCannotRead() {
        Servers servers = StudentFiles.of(
                folder,
                "monitor/etc/prometheus/prometheus.yml",
                "global:\n",
                "monitor/etc/prometheus/rules.yml",
                "groups:\n");
        assertThat(complaint("monitor", servers, """
                ts=2026-11-20T11:05:21.227Z caller=main.go:1344 level=info msg="Loading configuration file" filename=/etc/prometheus/prometheus.yml
                ts=2026-11-20T11:05:21.228Z caller=manager.go:201 level=error component="rule manager" msg="loading groups failed" err="/etc/prometheus/rules.yml: 5:15: group \\"lab\\", rule 1, \\"ClientDown\\": could not parse expression: 1:6: parse error: unexpected \\"=\\""
                ts=2026-11-20T11:05:21.228Z caller=main.go:1370 level=error msg="Failed to apply configuration" err="error loading rules, previous rule set restored"
                ts=2026-11-20T11:05:21.228Z caller=main.go:997 level=info msg="Stopping scrape discovery manager..."
                ts=2026-11-20T11:05:21.229Z caller=main.go:1279 level=error err="error loading config from \\"/etc/prometheus/prometheus.yml\\": one or more errors occurred while applying the new configuration (--config.file=\\"/etc/prometheus/prometheus.yml\\")"
                """))
                .isEqualTo(
                        "monitor/etc/prometheus/rules.yml: 5:15: group \"lab\", rule 1, \"ClientDown\": could not parse"
                                + " expression: 1:6: parse error: unexpected \"=\"");
    }

    @Test
    void showsTheRuleThatNftCannotRead() {
        Servers servers = StudentFiles.of(folder, "web-01/etc/nftables.conf", "flush ruleset\n");
        assertThat(complaint("web-01", servers, """
                /etc/nftables.conf:6:43-43: Error: syntax error, unexpected newline
                        ct state established,related accpt
                                                          ^
                /etc/nftables.conf:7:29-34: Error: syntax error, unexpected accept, expecting comma or '}'
                        tcp dport { 80, 443 accept
                                            ^^^^^^
                firewall: failed (exit 1)
                """)).isEqualTo("""
                web-01/etc/nftables.conf:6:43-43: Error: syntax error, unexpected newline
                    ct state established,related accpt
                web-01/etc/nftables.conf:7:29-34: Error: syntax error, unexpected accept, expecting comma or '}'
                    tcp dport { 80, 443 accept""");
    }

    @Test
    void showsWhatUfwRefuses() {
        Servers servers = StudentFiles.of(folder, "lb-01/firewall.sh", "ufw alow 80/tcp\n");
        assertThat(complaint("lb-01", servers, """
                Backing up 'user.rules' to '/etc/ufw/user.rules.20261120_110547'

                Default incoming policy changed to 'deny'
                (be sure to update your rules accordingly)
                ERROR: Invalid syntax

                Usage: ufw COMMAND

                Commands:
                 enable                          enables the firewall
                 delete RULE|NUM                 delete RULE
                firewall: failed (exit 1)
                """)).isEqualTo("ERROR: Invalid syntax");
    }

    @Test
    void showsWhichCommandOfAScriptIsNotThere() {
        Servers servers = StudentFiles.of(folder, "lb-01/firewall.sh", "\nufww enable\n");
        assertThat(complaint(
                        "lb-01",
                        servers,
                        "/firewall.sh: line 2: ufww: command not found\nfirewall: failed (exit 127)\n"))
                .isEqualTo("lb-01/firewall.sh: line 2: ufww: command not found");
    }

    @Test
    void showsWhatIptablesRefuses() {
        Servers servers = StudentFiles.of(folder, "lb-01/firewall.sh", "iptables -A INPUT -dport 80\n");
        assertThat(complaint(
                        "lb-01",
                        servers,
                        "Bad argument `80'\nTry `iptables -h' for more information.\nfirewall: failed (exit 2)\n"))
                .isEqualTo("Bad argument `80'");
    }

    @Test
    void showsTheEndOfALogThatComplainsOfNothing() {
        Servers servers = StudentFiles.of(folder, "lb-01/firewall.sh", "exit 4\n");
        assertThat(complaint("lb-01", servers, "1\n2\n3\n\n4\n5\n6\nfirewall: failed (exit 4)\n"))
                .isEqualTo("2\n3\n4\n5\n6\nfirewall: failed (exit 4)");
        assertThat(complaint("lb-01", servers, "")).isEmpty();
    }

    @Test
    void leavesThePathsOfTheLabsOwnFilesAsTheyAreOnTheServer() {
        Servers servers = StudentFiles.of(
                folder,
                "given/web/etc/nginx/nginx.conf",
                "user x;\n",
                "web-01/etc/nginx/sites-available/default",
                "server {}\n");
        String line = "unknown directive \"usr\" in /etc/nginx/nginx.conf:1";
        assertThat(complaint("web-01", servers, line)).isEqualTo(line);
        assertThat(complaint("web-01", servers, "cannot open /etc/nginx/sites-available/default.old"))
                .isEqualTo("cannot open /etc/nginx/sites-available/default.old");
    }

    @Test
    void tellsThatMysqlStartedWithoutTheStudentsFile() {
        Servers servers = StudentFiles.of(folder, "web-01/etc/mysql/mysql.conf.d/mysqld.cnf", "server-id = 1\n");
        assertThat(Complaint.ofRunning(host("web-01"), servers, """
                mysqld: [ERROR] Found option without preceding group in config file /etc/mysql/mysql.conf.d/mysqld.cnf at line 2.
                mysqld: [ERROR] Stopped processing the 'includedir' directive in file /etc/mysql/conf.d/00-lab.cnf at line 21.
                2026-11-20T11:05:23.807173Z 0 [System] [MY-015015] [Server] MySQL Server - start.
                2026-11-20T11:05:24.303137Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '9.7.4-2'
                """))
                .contains("mysqld: [ERROR] Found option without preceding group in config file"
                        + " web-01/etc/mysql/mysql.conf.d/mysqld.cnf at line 2.");
    }

    @Test
    void tellsThatRsyslogStartedWithoutAPartOfTheStudentsFile() {
        Servers servers = StudentFiles.of(folder, "web-01/etc/rsyslog.d/50-monitor.conf", "action(type=\"omfwd\")\n");
        assertThat(Complaint.ofRunning(host("web-01"), servers, """
                rsyslogd: error during parsing file /etc/rsyslog.d/50-monitor.conf, on or before line 3: parameter 'target' required but not specified - fix config [v8.2504.0]
                rsyslogd: error during parsing file /etc/rsyslog.d/50-monitor.conf, on or before line 3: errors occurred in file '/etc/rsyslog.d/50-monitor.conf' around line 3 [v8.2504.0]
                rsyslogd: cannot connect to 203.0.113.50:514 (took 0.0 seconds): Network is unreachable [v8.2504.0]
                2026-11-20T11:05:48.927888+00:00 a020a4c2ee3b rsyslogd: [origin software="rsyslogd" swVersion="8.2504.0"] start
                """))
                .contains(
                        "rsyslogd: error during parsing file web-01/etc/rsyslog.d/50-monitor.conf, on or before line 3:"
                                + " parameter 'target' required but not specified - fix config [v8.2504.0]");
    }

    @Test
    void tellsWhatKeepalivedLeavesOutOfTheStudentsFile() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/keepalived/keepalived.conf", "vrrp_instance site {\n");
        assertThat(Complaint.ofRunning(host("lb-01"), servers, """
                Fri Nov 20 13:34:33 2026: Command line: 'keepalived' '--dont-fork' '--log-console'
                Fri Nov 20 13:34:33 2026: Configuration file /etc/keepalived/keepalived.conf
                Fri Nov 20 13:34:33 2026: NOTICE: setting config option max_auto_priority should result in better keepalived performance
                Fri Nov 20 13:34:33 2026: (/etc/keepalived/keepalived.conf: Line 20) Unknown keyword 'advert_intt'
                Fri Nov 20 13:34:33 2026: Script /etc/keepalived/check.sh cannot be accessed - No such file or directory
                Fri Nov 20 13:34:33 2026: Startup complete
                """)).contains("""
                Error: (lb-01/etc/keepalived/keepalived.conf: Line 20) Unknown keyword 'advert_intt'
                Error: Script /etc/keepalived/check.sh cannot be accessed - No such file or directory""");
    }

    @Test
    void tellsThatProcessesCannotBeTracked() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/keepalived/keepalived.conf", "vrrp_instance site {\n");
        assertThat(Complaint.ofRunning(host("lb-01"), servers, """
                Fri Nov 20 13:34:26 2026: Failed to set process event listen - errno 111 - Connection refused
                Fri Nov 20 13:34:26 2026: (site) entering FAULT state (tracked process haproxy quorum not achieved)
                """).orElseThrow())
                .contains("track_process")
                .contains("vrrp_script");
    }

    @Test
    void leavesOutWhatKeepalivedOnlyAdjusts() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/keepalived/keepalived.conf", "vrrp_instance site {\n");
        assertThat(Complaint.ofRunning(host("lb-01"), servers, """
                Fri Nov 20 13:34:33 2026: (/etc/keepalived/keepalived.conf: Line 24) Truncating auth_pass to 8 characters
                Fri Nov 20 13:34:33 2026: WARNING - script `killall` resolved by path search to `/usr/bin/killall`. Please specify full path.
                Fri Nov 20 13:34:33 2026: SECURITY VIOLATION - scripts are being executed but script_security not enabled.
                Fri Nov 20 13:34:33 2026: Startup complete
                """)).isEmpty();
    }

    @Test
    void showsWhyKeepalivedEnded() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/keepalived/keepalived.conf", "vrrp_instance site {\n");
        assertThat(complaint("lb-01", servers, """
                Fri Nov 20 13:34:33 2026: Configuration file /etc/keepalived/keepalived.conf
                Fri Nov 20 13:34:33 2026: (/etc/keepalived/keepalived.conf: Line 14) WARNING - interface ens3 for vrrp_instance site doesn't exist
                Fri Nov 20 13:34:33 2026: Non-existent interface specified in configuration
                Fri Nov 20 13:34:33 2026: pid 391 exited with permanent error CONFIG. Terminating
                """)).isEqualTo("""
                (lb-01/etc/keepalived/keepalived.conf: Line 14) WARNING - interface ens3 for vrrp_instance site doesn't exist
                Non-existent interface specified in configuration""");
    }

    @Test
    void hasNothingToSayOfAProgramThatReadTheStudentsFile() {
        Servers servers = StudentFiles.of(folder, "given/web/etc/mysql/a.cnf", "x\n", "web-01/etc/mysql/b.cnf", "y\n");
        assertThat(Complaint.ofRunning(host("web-01"), servers, "mysqld: ready for connections"))
                .isEmpty();
        assertThat(
                        Complaint.ofRunning(
                                host("web-01"),
                                servers,
                                "mysqld: [ERROR] Found option without preceding group in config file /etc/mysql/a.cnf at line 2."))
                .isEmpty();
    }

    @Test
    void tellsTheEchoesOfAMistakeAsOne() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/haproxy/haproxy.cfg", "global\n");
        assertThat(complaint("lb-01", servers, """
                [ALERT]    (1) : config : parsing [/etc/haproxy/haproxy.cfg:11] : please use the 'bind' keyword for listening addresses.
                [ALERT]    (1) : config : parsing [/etc/haproxy/haproxy.cfg:12] : 'listen' or 'defaults' expected.
                [ALERT]    (1) : config : parsing [/etc/haproxy/haproxy.cfg:13] : 'listen' or 'defaults' expected.
                [ALERT]    (1) : config : parsing [/etc/haproxy/haproxy.cfg:14] : 'listen' or 'defaults' expected.
                [ALERT]    (1) : config : parsing [/etc/haproxy/haproxy.cfg:20] : The 'reqadd' directive is not supported anymore since HAProxy 2.1. Use 'http-request add-header' instead.
                """)).isEqualTo("""
                parsing [lb-01/etc/haproxy/haproxy.cfg:11] : please use the 'bind' keyword for listening addresses.
                parsing [lb-01/etc/haproxy/haproxy.cfg:12] : 'listen' or 'defaults' expected. (and the same of lines 13, 14)
                parsing [lb-01/etc/haproxy/haproxy.cfg:20] : The 'reqadd' directive is not supported anymore since HAProxy 2.1. Use 'http-request add-header' instead.""");
    }

    @Test
    void saysThatThereIsMoreThanIsShown() {
        Servers servers = StudentFiles.of(folder, "lb-01/firewall.sh", "x\n");
        assertThat(complaint(
                        "lb-01", servers, "Error a\nError b\nError c\nError d\nError e\nError f\nError g\nError h\n"))
                .endsWith("Error f\n... and 2 more like these");
    }

    @Test
    void findsTheAddressThatMysqlCannotListenAt() {
        Servers servers = StudentFiles.of(
                folder,
                "web-01/etc/mysql/mysql.conf.d/mysqld.cnf",
                "[mysqld]\nserver-id = 1\nbind-address = 52.91.101.7\n");
        assertThat(complaint("web-01", servers, """
                2026-11-20T11:05:45.046703Z 0 [ERROR] [MY-010262] [Server] Can't start server: Bind on TCP/IP port: Cannot assign requested address
                2026-11-20T11:05:45.046711Z 0 [ERROR] [MY-010257] [Server] Do you already have another mysqld server running on port: 3306 ?
                """)).endsWith("""
                It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 3: bind-address = 52.91.101.7
                That is no address of this server: web-01 has 203.0.113.11 and 127.0.0.1, and 0.0.0.0 stands for all there are.""");
    }

    @Test
    void repeatsALineOfTheStudentsAsItStandsThere() {
        String pasted = "ada@web-01:~$ cat /etc/mysql/mysql.conf.d/mysqld.cnf";
        Servers servers = StudentFiles.of(
                folder, "web-01/etc/mysql/mysql.conf.d/mysqld.cnf", "[mysqld]\n" + pasted + "\nserver-id = 1\n");
        assertThat(complaint(
                        "web-01",
                        servers,
                        "2026-11-20T11:05:21.983010Z 0 [ERROR] [MY-000067] [Server] unknown option '--" + pasted
                                + "'.\n"))
                .isEqualTo("[MY-000067] [Server] unknown option '--" + pasted + "'.\n"
                        + "It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 2: " + pasted);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown variable 'key_buffer=16M'., key_buffer_size",
        "unknown variable 'myisam-recover=BACKUP'., myisam_recover_options",
        "unknown variable 'default_authentication_plugin=mysql_native_password'., caching_sha2_password",
        "unknown variable 'master_info_repository=TABLE'., leave it out",
        "Plugin 'mysql_native_password' is not loaded, caching_sha2_password",
    })
    void saysTodaysWordForAnOldOne(String said, String today) {
        assertThat(MysqlWords.withToday(said)).startsWith(said + "\n").contains(today);
    }

    @Test
    void hasNoOtherWordForWhatIsStillCalledSo() {
        assertThat(MysqlWords.withToday("Error while setting value 'x' to 'key_buffer_size'"))
                .doesNotContain("\n");
    }

    private static String complaint(String host, Servers servers, String printed) {
        return Complaint.of(host(host), servers, printed);
    }

    private static Host host(String name) {
        return TOPOLOGY.host(name);
    }
}
