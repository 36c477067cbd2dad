package org.foobarlab.topology;

import java.util.Locale;

/** Name what can run on a host besides its firewall. */
public enum Component {
    HAPROXY("HAProxy"),
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

    /** Return the name a person would use. */
    public String title() {
        return title;
    }
}
