package org.foobarlab.deployment;

import org.foobarlab.topology.Host;

/**
 * Tell how one part of a deployment came up.
 *
 * @param host where
 * @param part what: {@code firewall}, {@code mysql-setup} or a component's id
 * @param ok whether it came up
 * @param message what it said; when it did not come up, its own error with the student's file and line
 * @param seconds how long it took
 * @param fault whether it did not come up for a reason that lies with the machine that the lab runs on
 */
public record Launch(Host host, String part, boolean ok, String message, double seconds, boolean fault) {

    /** The part that applies the rules of a host's firewall. */
    public static final String FIREWALL = "firewall";

    /** The part that runs a server's {@code setup.sql}. */
    public static final String MYSQL_SETUP = "mysql-setup";
}
