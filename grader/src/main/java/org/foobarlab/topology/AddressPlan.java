package org.foobarlab.topology;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Map the addresses that the student writes to those that a deployment has.
 *
 * <p>Students write addresses of {@code 203.0.113.0/24}, which RFC 5737 keeps for documentation. A second deployment on
 * the same machine cannot have the same subnet, so it gets one of {@code 198.18.0.0/15}, which RFC 2544 keeps for tests
 * of network devices. Only the first three numbers change, so nothing moves within a line of the student's file.
 */
public final class AddressPlan {

    /** What students write. */
    public static final String WRITTEN = "203.0.113.";

    /** How many deployments can stand side by side, apart from the one at the written addresses. */
    public static final int COPIES = 256;

    private static final Pattern WRITTEN_PREFIX = prefix(WRITTEN);

    private final int copy;
    private final String prefix;
    private final Pattern ownPrefix;

    private AddressPlan(int copy) {
        this.copy = copy;
        this.prefix = copy == 0 ? WRITTEN : "198.18." + (copy - 1) + ".";
        this.ownPrefix = prefix(prefix);
    }

    /** Find a prefix as an address has it, and as a regular expression about addresses has it, with escaped dots. */
    private static Pattern prefix(String prefix) {
        return Pattern.compile("(?<![0-9.])" + prefix.replace(".", "(\\\\?)\\."));
    }

    private static String replace(Pattern pattern, String text, String with) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(with.replace(".", found.group(1) + ".")));
    }

    /**
     * Return the plan of a copy.
     *
     * @param copy 0 for the addresses as written, 1 to {@link #COPIES} for a copy beside it
     */
    public static AddressPlan ofCopy(int copy) {
        if (copy < 0 || copy > COPIES) {
            throw new IllegalArgumentException("copies are numbered 0 to " + COPIES + ", not " + copy);
        }
        return new AddressPlan(copy);
    }

    /** Return the subnet of the hosts, in CIDR notation. */
    public String subnet() {
        return prefix + "0/24";
    }

    /** Return the subnet through which the grader reaches the {@code internet} host, in CIDR notation. */
    public String doorSubnet() {
        return copy == 0 ? "198.19.255.0/28" : "198.19." + ((copy - 1) / 16) + "." + ((copy - 1) % 16) * 16 + "/28";
    }

    /** Return the address of a host in this deployment. */
    public String address(Host host) {
        return address(host.number());
    }

    /** Return the address of a last number in this deployment. */
    public String address(int number) {
        return prefix + number;
    }

    /** Return the address of a host as the student writes it. */
    public static String written(Host host) {
        return WRITTEN + host.number();
    }

    /** Return a text of the student's with its addresses moved to this deployment. */
    public String rebase(String text) {
        return copy == 0 ? text : replace(WRITTEN_PREFIX, text, prefix);
    }

    /** Return a text of the deployment's with its addresses as the student writes them. */
    public String restore(String text) {
        return copy == 0 ? text : replace(ownPrefix, text, WRITTEN);
    }
}
