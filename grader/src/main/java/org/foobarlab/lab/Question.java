package org.foobarlab.lab;

/** Placeholder. */
public record Question(String id, double points) {}
