package org.foobarlab.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.foobarlab.grade.LabFault;

/**
 * Name the images of the lab as they are on this engine.
 *
 * @param references an image reference for each name in {@code containers/images.yml}
 */
public record ImageSet(Map<String, String> references) {

    public ImageSet {
        references = Map.copyOf(references);
    }

    /**
     * Make sure that all images are on the engine: pull the official ones, build what has to be built, and leave what
     * is there.
     *
     * @param home the project's folder
     * @param progress gets a line whenever something was pulled or built
     * @throws LabFault if an image is missing and cannot be had
     */
    public static ImageSet prepare(Path home, Consumer<String> progress) {
        Path script = home.resolve("containers/build");
        try {
            Process build = new ProcessBuilder("bash", script.toString()).start();
            build.getOutputStream().close();
            StringBuffer said = new StringBuffer();
            CompletableFuture<Void> reading = Parallel.run(() -> lines(build.getErrorStream(), line -> {
                said.append(line).append('\n');
                progress.accept(line);
            }));
            Map<String, String> references = new TreeMap<>();
            lines(build.getInputStream(), line -> {
                String[] parts = line.trim().split("\\s+");
                if (parts.length == 2) {
                    references.put(parts[0], parts[1]);
                }
            });
            Parallel.join(reading);
            if (build.waitFor() != 0) {
                throw new LabFault("The lab's images could not be made ready:\n"
                        + said.toString().strip());
            }
            return new ImageSet(references);
        } catch (IOException e) {
            throw new LabFault("The lab's images could not be made ready: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFault("Making the images ready was interrupted", e);
        }
    }

    String reference(String name) {
        String reference = references.get(name);
        if (reference == null) {
            throw new LabFault("there is no image " + name + " in containers/images.yml");
        }
        return reference;
    }

    private static void lines(InputStream stream, Consumer<String> sink) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sink.accept(line);
            }
        } catch (IOException e) {
            throw new LabFault("what containers/build printed could not be read", e);
        }
    }
}
