package org.foobarlab.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.ServerFile.Origin;
import org.foobarlab.topology.Host;

/**
 * Hold the files of every host: what the lab gives, with the student's laid over it.
 *
 * <p>Given files are looked for, each later one replacing an earlier one of the same path, in
 * {@code labs/given/server}, {@code labs/given/<group>}, {@code labs/given/<host>}, in
 * {@code labs/given/parts/<part>/<host>} for each part that the lab names, and then in the lab's own
 * {@code given/<host>}.
 */
public final class Servers {

    /** What a finding says, after the path, of a file that the lab does not read. */
    public static final String UNREAD = " is not read by this lab";

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private final Map<String, Map<String, ServerFile>> files;
    private final List<String> findings;

    private Servers(Map<String, Map<String, ServerFile>> files, List<String> findings) {
        this.files = files;
        this.findings = List.copyOf(findings);
    }

    /**
     * Lay a submission over what a lab gives.
     *
     * @param commonGiven the folder of the files every lab gives
     * @throws UnusableInput if nothing in the submission is anything that the lab reads
     */
    public static Servers of(Path commonGiven, Lab lab, Submission submission) {
        Map<String, Map<String, ServerFile>> files = new LinkedHashMap<>();
        List<String> findings = new ArrayList<>();
        requireSomethingToRead(lab, submission);
        lab.given().forEach(part -> requirePart(commonGiven, lab, part));
        for (Host host : lab.topology().hosts()) {
            Map<String, ServerFile> own = new TreeMap<>();
            if (host.group().isServer()) {
                addGiven(commonGiven.resolve("server"), own);
            }
            addGiven(commonGiven.resolve(host.group().folder()), own);
            if (!host.group().folder().equals(host.name())) {
                addGiven(commonGiven.resolve(host.name()), own);
            }
            lab.given().forEach(part -> addGiven(partFolder(commonGiven, part).resolve(host.name()), own));
            addGiven(lab.directory().resolve("given").resolve(host.name()), own);
            files.put(host.name(), own);
        }
        Optional<WrittenExplanation> explanation = submission.explanation(lab);
        explanation.ifPresent(one -> findings.addAll(one.remarks()));
        Set<String> read = read(lab, submission, files);
        submission.files().forEach((path, content) -> {
            if (WrittenExplanation.isNamed(path)
                    || explanation.filter(one -> one.path().equals(path)).isPresent()
                    || path.equals("README.md")) {
                return;
            }
            if (isPrivateKey(content)) {
                findings.add(path + " holds a private key: keys do not belong in a submission, nor in any repository.");
            }
            if (!read.contains(path)) {
                findings.add(path
                        + UNREAD
                        + Nearest.of(path, lab.reads())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("."));
                return;
            }
            int slash = path.indexOf('/');
            String onServer = path.substring(slash);
            files.get(path.substring(0, slash))
                    .put(onServer, new ServerFile(onServer, withFinalNewline(path, content, findings), Origin.STUDENT));
        });
        findings.addAll(Remarks.of(lab.topology(), files));
        return new Servers(files, findings);
    }

    /** Return the files of a host, ordered by path. */
    public Collection<ServerFile> of(Host host) {
        return files.get(host.name()).values();
    }

    /** Return a file of a host, or nothing if neither the student nor the lab has it. */
    public Optional<ServerFile> file(Host host, String path) {
        return Optional.ofNullable(files.get(host.name()).get(path));
    }

    /** Return what is worth telling about the submission's files but costs no points, one sentence each. */
    public List<String> findings() {
        return findings;
    }

    /** Return the paths in a submission that count: what the lab reads, and what that names on its own server. */
    private static Set<String> read(Lab lab, Submission submission, Map<String, Map<String, ServerFile>> given) {
        Set<String> read = new LinkedHashSet<>();
        List<String> open = new ArrayList<>();
        submission.files().keySet().stream()
                .filter(path -> given.containsKey(hostOf(path)))
                .forEach(path -> (isRead(path, lab) ? read : open).add(path));
        for (boolean more = true; more; ) {
            List<String> named = open.stream()
                    // What the lab gives is not a student's to replace.
                    .filter(path -> !given.get(hostOf(path)).containsKey(onServer(path)))
                    .filter(path -> read.stream()
                            .filter(other -> hostOf(other).equals(hostOf(path)))
                            .anyMatch(other ->
                                    NamedFiles.names(submission.files().get(other), onServer(other), onServer(path))))
                    .toList();
            read.addAll(named);
            open.removeAll(named);
            more = !named.isEmpty();
        }
        return read;
    }

    private static String hostOf(String path) {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    private static String onServer(String path) {
        return path.substring(path.indexOf('/'));
    }

    private static Path partFolder(Path commonGiven, String part) {
        return commonGiven.resolve("parts").resolve(part);
    }

    private static void requirePart(Path commonGiven, Lab lab, String part) {
        if (!Files.isDirectory(partFolder(commonGiven, part))) {
            throw new UnusableInput(lab.directory().resolve("lab.yml") + ": there is nothing to give called '" + part
                    + "' in " + commonGiven.resolve("parts") + ": make that folder, or take the name out of 'given'.");
        }
    }

    private static void addGiven(Path folder, Map<String, ServerFile> files) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                String onServer = "/" + folder.relativize(path).toString().replace('\\', '/');
                files.put(onServer, new ServerFile(onServer, Files.readAllBytes(path), Origin.GIVEN));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's own files in " + folder + " cannot be read", e);
        }
    }

    /** HAProxy 3.0 and cron refuse a file without it, which is a detail of editors and not what a lab teaches. */
    private static byte[] withFinalNewline(String path, byte[] content, List<String> findings) {
        if (content.length == 0 || content[content.length - 1] == '\n') {
            return content;
        }
        findings.add(path + " does not end in a newline; one was added, since some servers refuse such a file.");
        byte[] whole = Arrays.copyOf(content, content.length + 1);
        whole[content.length] = '\n';
        return whole;
    }

    private static boolean isPrivateKey(byte[] content) {
        return PRIVATE_KEY
                .matcher(new String(content, StandardCharsets.ISO_8859_1))
                .find();
    }

    /** The commonest slip is to name the folder above, or below. */
    private static void requireSomethingToRead(Lab lab, Submission submission) {
        if (submission.explanation(lab).isEmpty()
                && submission.files().keySet().stream().noneMatch(path -> isRead(path, lab))) {
            throw new UnusableInput(
                    "Nothing in the folder " + submission.directory() + " is what this lab reads, such as "
                            + Nearest.spelledOut(lab.reads().get(0)).get(0)
                            + ": name the submission's folder, the one that holds lb-01, web-01 and web-02. Files from"
                            + " elsewhere are laid out so by './lab start " + lab.number() + " DIR --from "
                            + submission.directory() + "'.");
        }
    }

    /**
     * Say whether a lab reads a file of a submission.
     *
     * @param path the file's path in the submission, with {@code /} between names, such as
     *     {@code lb-01/etc/haproxy/haproxy.cfg}
     */
    public static boolean isRead(String path, Lab lab) {
        try {
            Path asPath = Path.of(path);
            return lab.reads().stream()
                    .anyMatch(pattern -> asPath.getFileSystem()
                            .getPathMatcher("glob:" + pattern)
                            .matches(asPath));
        } catch (InvalidPathException e) {
            // A name that this machine's character set cannot spell.
            return false;
        }
    }
}
