package org.foobarlab.grading;

import java.util.concurrent.atomic.AtomicReference;
import org.foobarlab.checks.Evidence;
import org.foobarlab.grade.Status;
import org.foobarlab.probe.World;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Run one check once, as the JUnit test it is.
 *
 * @param status passed, failed or fault
 * @param evidence what the check wrote down
 * @param problem what went wrong; null if it passed
 * @param seconds how long it took
 */
record CheckRun(Status status, Evidence evidence, Throwable problem, double seconds) {

    private static final LauncherConfig ONLY_JUPITER = LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build();

    static CheckRun of(CheckSpec spec, World world) {
        Evidence evidence = new Evidence();
        AtomicReference<TestExecutionResult> result = new AtomicReference<>();
        long begin = System.nanoTime();
        try (LauncherSession session = LauncherFactory.openSession(ONLY_JUPITER)) {
            Namespace namespace = Namespace.create("org.foobarlab");
            session.getStore().put(namespace, World.class, world);
            session.getStore().put(namespace, Evidence.class, evidence);
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectMethod(
                                            spec.method().getDeclaringClass(), spec.method()))
                                    .enableImplicitConfigurationParameters(false)
                                    .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                    .build(),
                            new TestExecutionListener() {
                                @Override
                                public void executionFinished(TestIdentifier identifier, TestExecutionResult ended) {
                                    if (identifier.isTest()
                                            || ended.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                                        result.compareAndSet(null, ended);
                                    }
                                }
                            });
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        TestExecutionResult ended = result.get();
        if (ended == null) {
            return new CheckRun(
                    Status.FAULT, evidence, new IllegalStateException("JUnit did not run " + spec.method()), seconds);
        }
        Throwable problem = ended.getThrowable().orElse(null);
        return new CheckRun(status(ended, problem), evidence, problem, seconds);
    }

    /** Only an assertion speaks of the student's work; whatever else is thrown speaks of the lab. */
    private static Status status(TestExecutionResult ended, Throwable problem) {
        if (ended.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            return Status.PASSED;
        }
        return problem instanceof AssertionError ? Status.FAILED : Status.FAULT;
    }
}
