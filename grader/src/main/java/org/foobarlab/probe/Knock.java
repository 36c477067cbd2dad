package org.foobarlab.probe;

/**
 * The first packet of a connection, or a datagram, that the lab sends to a host in somebody's name.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param from the last number of the address that it comes from
 * @param fromPort the port that it comes from
 * @param to the name of the host that it is for
 * @param port the port that it is for
 */
public record Knock(String protocol, int from, int fromPort, String to, int port) {}
