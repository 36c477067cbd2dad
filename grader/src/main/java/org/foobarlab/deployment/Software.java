package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.foobarlab.grade.LabFault;

/**
 * Tell what software is in the images. A recipe that has not changed installs another version as soon as its
 * distribution has one, so recipes alone do not say whether two images behave alike. The engine itself counts as
 * software too.
 */
public final class Software {

    private static final String PACKAGES = "/var/lib/dpkg/status";

    private Software() {}

    /**
     * Return the names and versions of each image's packages, a line each, by the image's name. An image that is not of
     * Debian's kind says nothing but its reference.
     *
     * @throws LabFault if an image is missing or cannot be looked into
     */
    public static Map<String, String> of(Engine engine, ImageSet images) {
        Map<String, String> software = new TreeMap<>();
        software.put("engine", engine.client().versionCmd().exec().getVersion());
        images.references()
                .forEach((name, reference) ->
                        software.put(name, reference + "\n" + packages(engine.client(), reference)));
        return software;
    }

    private static String packages(DockerClient client, String reference) {
        String name = "foobar-lab-" + UUID.randomUUID().toString().substring(0, 8);
        try {
            String container = client.createContainerCmd(reference)
                    .withName(name)
                    .withLabels(Owner.thisProcess().labels(name))
                    .withEntrypoint("true")
                    .exec()
                    .getId();
            try (InputStream archive =
                    client.copyArchiveFromContainerCmd(container, PACKAGES).exec()) {
                return versions(archive);
            } catch (NotFoundException e) {
                return "";
            } finally {
                Sweeper.remove(client, container);
            }
        } catch (DockerException | IOException e) {
            throw new LabFault("the image " + reference + " could not be looked into: " + e.getMessage(), e);
        }
    }

    private static String versions(InputStream archive) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
            TarArchiveEntry file = tar.getNextEntry();
            String status = file == null ? "" : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
            return status.lines()
                    .filter(line -> line.startsWith("Package: ") || line.startsWith("Version: "))
                    .map(line -> line.substring("Package: ".length()))
                    .collect(Collectors.joining("\n"));
        }
    }
}
