package org.foobarlab.checks;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.foobarlab.probe.Preparation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mark a method that checks one graded fact. What it is worth stands in {@code lab.yml}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(ProbesExtension.class)
public @interface Check {

    /** What {@code lab.yml}, results and mutants call it: lower-case words with hyphens. */
    String id();

    /** What it asks, in a line a student understands. */
    String title();

    /** The checks that must have passed for this one to be tried at all: without them it would mean nothing. */
    String[] requires() default {};

    /**
     * The checks that may be why this one fails. It is tried whatever comes of them, after they have been; if it fails
     * and one of them did not pass, it is blocked by that one, unless it calls that one unrelated.
     */
    String[] follows() default {};

    /** Where a student should look when it fails; empty if the failure says it all. */
    String hint() default "";

    /** What it looks at that takes long, and that is therefore begun before all checks, and once for all of them. */
    Preparation[] uses() default {};

    /**
     * What it disturbs: {@code site} or {@code monitoring}; empty if it only looks. Those that only look run together;
     * those that disturb run after them, and no two that disturb the same thing at once. Each restores what it broke.
     */
    String disturbs() default "";

    /**
     * Whether it is an experiment, which earns no points: what it shows is evidence that the explanation is held
     * against.
     */
    boolean experiment() default false;
}
