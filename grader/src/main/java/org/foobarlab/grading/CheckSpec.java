package org.foobarlab.grading;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.checks.Area;
import org.foobarlab.checks.Check;
import org.foobarlab.probe.Preparation;

/**
 * Describe a check as its annotation does, with the points that a lab gives it.
 *
 * @param check the annotation
 * @param area the area of its class
 * @param method the JUnit test method
 * @param points what the lab gives for it; 0 for an experiment
 */
record CheckSpec(Check check, String area, Method method, double points) {

    static CheckSpec of(Method method) {
        Area area = method.getDeclaringClass().getAnnotation(Area.class);
        return new CheckSpec(method.getAnnotation(Check.class), area == null ? "" : area.value(), method, 0);
    }

    CheckSpec worth(double points) {
        return new CheckSpec(check, area, method, points);
    }

    /** Return what some checks use that has to be begun before them. */
    static Set<Preparation> uses(List<CheckSpec> checks) {
        return checks.stream().flatMap(spec -> Stream.of(spec.check.uses())).collect(Collectors.toSet());
    }

    String id() {
        return check.id();
    }

    List<String> requires() {
        return List.of(check.requires());
    }

    List<String> follows() {
        return List.of(check.follows());
    }

    /** Return the checks that this one is tried after. */
    List<String> before() {
        return Stream.concat(requires().stream(), follows().stream()).toList();
    }
}
