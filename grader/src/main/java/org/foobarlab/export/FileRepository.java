package org.foobarlab.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.foobarlab.lab.KeptQuestions;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Manifest;

/**
 * Carry this project's own archives in a folder that Maven reads as a repository.
 *
 * <p>They get a version made of their content. A version that stays the same while the content changes would leave the
 * old archive in the cache of every student who has used it.
 */
final class FileRepository {

    private static final String GROUP = "org/foobarlab/";

    /** Archives say when each entry was made; that would make every archive a new one. */
    private static final LocalDateTime MADE = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final byte[] grader;
    private final String version;
    private final Path home;

    /**
     * Pack the grader, with what it has to know of one lab.
     *
     * @param home the project's folder, compiled
     * @param answers whether it gets what right answers say
     */
    FileRepository(Path home, Lab lab, boolean answers) throws IOException {
        this.home = home;
        this.grader = jar(
                home.resolve("grader/target/classes"),
                answers ? KeptQuestions.entry(lab.name()) : null,
                answers ? KeptQuestions.pack(lab.directory()) : null);
        this.version = projectVersion().replace("-SNAPSHOT", "") + "-"
                + Manifest.sha256(grader).substring(0, 12);
    }

    /** Return the version that the archives have there. */
    String version() {
        return version;
    }

    /** Write it. */
    void write(Path folder) throws IOException {
        put(folder, "foobar-lab", "pom", pom("pom.xml"));
        put(folder, "grader", "pom", pom("grader/pom.xml"));
        put(folder, "grader", "jar", grader);
        // Only for the libraries that it names: the site itself runs from the classes beside its image's recipe.
        put(folder, "site", "pom", pom("containers/app/pom.xml"));
    }

    private String projectVersion() throws IOException {
        String pom = Files.readString(home.resolve("pom.xml"));
        int begin = pom.indexOf("<version>") + "<version>".length();
        return pom.substring(begin, pom.indexOf("</version>", begin));
    }

    private byte[] pom(String path) throws IOException {
        return Files.readString(home.resolve(path))
                .replace("<version>" + projectVersion() + "</version>", "<version>" + version + "</version>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void put(Path repository, String artifact, String type, byte[] content) throws IOException {
        Path folder =
                Files.createDirectories(repository.resolve(GROUP + artifact).resolve(version));
        String name = artifact + "-" + version + "." + type;
        Files.write(folder.resolve(name), content);
        // Maven warns of an archive that it cannot verify.
        Files.writeString(folder.resolve(name + ".sha1"), sha1(content));
    }

    private static byte[] jar(Path classes, String more, byte[] content) throws IOException {
        if (!Files.isDirectory(classes)) {
            throw new UnusableInput(
                    "There is no folder " + classes + ": compile the project first, with mvn process-classes.");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> walk = Files.walk(classes)) {
            for (Path file : walk.filter(path -> !path.equals(classes)).sorted().toList()) {
                // The folders too: the checks are found by looking into that of their package.
                boolean isFolder = Files.isDirectory(file);
                String name = classes.relativize(file).toString().replace('\\', '/') + (isFolder ? "/" : "");
                add(zip, name, isFolder ? new byte[0] : Files.readAllBytes(file));
            }
            if (more != null) {
                add(zip, more, content);
            }
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(MADE);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
