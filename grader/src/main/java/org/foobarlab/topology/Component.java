package org.foobarlab.topology;

import java.util.Locale;
import java.util.Optional;

/** Name what can run on a host besides its firewall. */
public enum Component {
    HAPROXY("HAProxy"),
    KEEPALIVED("keepalived"),
    NGINX("nginx"),
    APP("the site"),
    MYSQL("MySQL"),
    NODE_EXPORTER("node exporter"),
    MTAIL("mtail"),
    RSYSLOG("rsyslog"),
    PROMETHEUS("Prometheus");

    private final String title;

    Component(String title) {
        this.title = title;
    }

    /** Return the name used in {@code lab.yml}, in container names and in messages about files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Return the component of an id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Component of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * Return the file without which it does not run where it is only installed, or nothing if it needs none of its own.
     */
    public Optional<String> file() {
        return Optional.ofNullable(
                switch (this) {
                    case HAPROXY -> "/etc/haproxy/haproxy.cfg";
                    case KEEPALIVED -> "/etc/keepalived/keepalived.conf";
                    case NGINX -> "/etc/nginx/sites-available/default";
                    case APP -> "/etc/foobar/site.properties";
                    case MYSQL -> "/etc/mysql/mysql.conf.d/mysqld.cnf";
                    case PROMETHEUS -> "/etc/prometheus/prometheus.yml";
                    case NODE_EXPORTER, MTAIL, RSYSLOG -> null;
                });
    }

    /** Return the name a person would use. */
    public String title() {
        return title;
    }
}
