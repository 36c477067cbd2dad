package org.foobarlab.lab;

/**
 * Tell what a lab gives for a check.
 *
 * @param id the check
 * @param points 0 to 100
 */
public record Points(String id, double points) {}
