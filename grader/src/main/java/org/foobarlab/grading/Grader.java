package org.foobarlab.grading;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.foobarlab.claims.Observations;
import org.foobarlab.deployment.Authority;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.ImageSet;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.Sweeper;
import org.foobarlab.grade.Experiment;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Reach;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.grading.Explanations.Reading;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.probe.ReachPolicy;
import org.foobarlab.probe.World;
import org.foobarlab.submission.Manifest;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import org.foobarlab.topology.Topology;

/**
 * Grade submissions: deploy each, run the lab's checks on it, take it down. Safe for use by several threads at once.
 */
public final class Grader {

    /** What a shell takes as it stands. */
    private static final Pattern PLAIN = Pattern.compile("[\\w./+-]+");

    private final Labs labs;
    private final CheckCatalog catalog = new CheckCatalog();
    private final Progress progress;
    private final Engine engine;
    private final ImageSet images;
    private final Authority authority;
    private final Map<String, CompletableFuture<Explanations>> explanations = new ConcurrentHashMap<>();

    /**
     * Make ready: find the engine, sweep what killed processes left, and see to the images.
     *
     * @throws LabFault if there is no engine or an image cannot be had
     */
    public Grader(Labs labs, Progress progress) {
        this.labs = labs;
        this.progress = progress;
        progress.doing("looking for the Docker engine");
        // Each takes a moment and none needs the other.
        CompletableFuture<Authority> certificates = CompletableFuture.supplyAsync(Authority::ofUser, Parallel.pool());
        CompletableFuture<Engine> docker = CompletableFuture.supplyAsync(Grader::cleanEngine, Parallel.pool());
        this.engine = Parallel.join(docker);
        progress.doing("making the images ready");
        this.images = ImageSet.prepare(labs.home(), progress::note);
        this.authority = Parallel.join(certificates);
    }

    /** Return the images that run, by name. */
    public Map<String, String> images() {
        return images.references();
    }

    private static Engine cleanEngine() {
        Engine engine = Engine.connect();
        new Sweeper(engine).sweepAbandoned();
        return engine;
    }

    /**
     * Grade a submission. A deployment that the lab itself could not start is tried once more.
     *
     * @throws LabFault if the lab could not start it either time
     */
    public Grade grade(Lab lab, Submission submission) {
        return grade(lab, submission, progress);
    }

    /**
     * Grade a submission with random choices, of ports and addresses for instance, that were made before.
     *
     * @param seed what stands in an earlier result
     * @throws LabFault if the lab could not start it either time
     */
    public Grade grade(Lab lab, Submission submission, String seed) {
        return grade(lab, submission, seed, progress);
    }

    /**
     * Grade one of several submissions that are graded at once.
     *
     * @param progress hears of this one alone
     * @throws LabFault if the lab could not start it either time
     */
    public Grade grade(Lab lab, Submission submission, Progress progress) {
        // The same submission meets the same choices, wherever it is graded.
        return grade(lab, submission, submission.sha256(), progress);
    }

    private Grade grade(Lab lab, Submission submission, String seed, Progress progress) {
        Instant started = Instant.now();
        List<CheckSpec> checks = catalog.of(lab);
        Topology topology = lab.topology();
        Servers servers = Servers.of(labs.given(), lab, submission);
        // Its model takes a second to load, during which the servers start.
        CompletableFuture<Explanations> explanations = explanations(lab);
        // And checks wait a lot, during which it can be read.
        CompletableFuture<List<QuestionVerdict>> questions =
                explanations.thenApplyAsync(reader -> reader.grade(submission), Parallel.pool());
        progress.doing("starting the servers");
        try (Deployment deployment = deploy(topology, servers, progress)) {
            progress.deployed(deployment);
            World world = new World(deployment, seed);
            world.begin(CheckSpec.uses(checks));
            progress.checks(lab.checks().size());
            String named = named(lab, submission);
            Map<String, Verdict> verdicts = new CheckRunner(
                            checks,
                            spec -> {
                                CheckRun run = CheckRun.of(spec, world);
                                run.evidence().name(named);
                                return run;
                            },
                            deployment.plan()::restore,
                            progress)
                    .run();
            List<Reach> reachability = reachability(world);
            Observations observed = Observations.of(verdicts.values(), List.of(), reachability);
            Reading reading = Parallel.join(explanations).read(questions, submission, observed);
            progress.doing("taking the servers down");
            return grade(
                    lab, submission, findings(servers, deployment), verdicts, reading, reachability, seed, started);
        }
    }

    /** Return what a lab and a submission are called after {@code ./lab up}, from where this program was started. */
    static String named(Lab lab, Submission submission) {
        Path here = Path.of("").toAbsolutePath();
        Path folder = submission.directory().toAbsolutePath().normalize();
        if (folder.equals(lab.starter().toAbsolutePath().normalize())) {
            return lab.number();
        }
        String shown = (folder.startsWith(here) && !folder.equals(here) ? here.relativize(folder) : folder).toString();
        return lab.number() + " " + (PLAIN.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'");
    }

    private CompletableFuture<Explanations> explanations(Lab lab) {
        return explanations.computeIfAbsent(
                lab.name(),
                name -> CompletableFuture.supplyAsync(() -> Explanations.of(lab, catalog), Parallel.pool()));
    }

    private Deployment deploy(Topology topology, Servers servers, Progress progress) {
        try {
            return Deployment.start(
                    engine, images, topology, servers, authority, part -> progress.doing("starting: " + part));
        } catch (LabFault e) {
            progress.note("starting once more: " + e.getMessage());
            return Deployment.start(
                    engine, images, topology, servers, authority, part -> progress.doing("starting: " + part));
        }
    }

    private Grade grade(
            Lab lab,
            Submission submission,
            List<String> findings,
            Map<String, Verdict> verdicts,
            Reading reading,
            List<Reach> reachability,
            String seed,
            Instant started) {
        List<Verdict> checks =
                lab.checks().stream().map(points -> verdicts.get(points.id())).toList();
        List<Experiment> experiments = lab.experiments().stream()
                .map(verdicts::get)
                .map(Grader::experiment)
                .toList();
        double score = checks.stream().mapToDouble(Verdict::score).sum()
                + reading.questions().stream()
                        .mapToDouble(QuestionVerdict::score)
                        .sum();
        double most = checks.stream().mapToDouble(Verdict::maxScore).sum()
                + reading.questions().stream()
                        .mapToDouble(QuestionVerdict::maxScore)
                        .sum();
        boolean graded = checks.stream().noneMatch(verdict -> verdict.status() == Status.FAULT) && reading.isGraded();
        return new Grade(
                Grade.SCHEMA_VERSION,
                lab.name(),
                new Grade.Source(submission.directory().toString(), submission.sha256()),
                graded,
                score,
                most,
                checks,
                reading.questions(),
                experiments,
                reachability,
                reading.claims(),
                findings,
                images.references(),
                seed,
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1000.0);
    }

    private List<String> findings(Servers servers, Deployment deployment) {
        List<String> findings = new ArrayList<>(servers.findings());
        findings.addAll(deployment.remarks());
        if (labs.isExported()) {
            findings.addAll(Manifest.remarks(labs.workplace()));
        }
        return findings;
    }

    private static Experiment experiment(Verdict verdict) {
        return new Experiment(
                verdict.id(),
                verdict.title(),
                verdict.status(),
                verdict.observed(),
                verdict.reproduce(),
                verdict.seconds(),
                verdict.blockedBy(),
                verdict.data());
    }

    private static List<Reach> reachability(World world) {
        if (!world.isSurveyed()) {
            return List.of();
        }
        try {
            return ReachPolicy.of(world.deployment().topology(), world.survey());
        } catch (LabFault e) {
            // The checks that needed it say so.
            return List.of();
        }
    }
}
