package org.foobarlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Find the labs of a project by number or name. */
public final class Labs {

    /** The folder of an exported repository that holds what is not the student's. */
    public static final String EXPORTED = ".foobar-lab";

    private final Path home;

    /**
     * Look in a project.
     *
     * @param home the folder that holds {@code labs} and {@code containers}
     */
    public Labs(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    /** Look in the project that the launcher or the build named, or else in the working directory. */
    public static Labs ofProject() {
        return new Labs(Path.of(System.getProperty("foobarlab.home", "")));
    }

    /** Return the folder that holds {@code labs} and {@code containers}. */
    public Path home() {
        return home;
    }

    /** Return the folder the user works in: the project's, or that of a repository that was exported from it. */
    public Path workplace() {
        return isExported() ? home.getParent() : home;
    }

    /** Say whether this is a repository that was exported, with one lab in it. */
    public boolean isExported() {
        return home.getParent() != null && home.endsWith(EXPORTED);
    }

    /** Return the folder in which a student works on a lab. */
    public Path submission(Lab lab) {
        return isExported() ? workplace().resolve("submission") : lab.starter();
    }

    /** Return the folder that results go to when no other is named. */
    public Path results(Lab lab) {
        return workplace().resolve("target/grades").resolve(lab.name());
    }

    /** Return the folder of the files that every lab gives. */
    public Path given() {
        return home.resolve("labs/given");
    }

    /** Return the names of all labs, in order. */
    public List<String> names() {
        Path labs = home.resolve("labs");
        if (!Files.isDirectory(labs)) {
            throw new UnusableInput("There is no folder labs in " + home + ": run this from the project's own folder.");
        }
        try (Stream<Path> folders = Files.list(labs)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("lab.yml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d+-.+"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnusableInput("The folder " + labs + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Read a lab.
     *
     * @param wanted its number ({@code 5}, {@code 05}) or its name, whole or the part after the number
     * @throws UnusableInput if there is no such lab, or its file is wrong
     */
    public Lab find(String wanted) {
        List<String> found =
                names().stream().filter(name -> answersTo(name, wanted)).toList();
        if (found.size() != 1) {
            String all = names().stream().collect(Collectors.joining(", "));
            throw new UnusableInput("There is no lab '" + wanted + "'; choose one of: " + all + ".");
        }
        return LabFile.read(home.resolve("labs").resolve(found.get(0)));
    }

    private static boolean answersTo(String name, String wanted) {
        int dash = name.indexOf('-');
        String number = name.substring(0, dash);
        return name.equals(wanted)
                || number.equals(wanted)
                || number.replaceFirst("^0+", "").equals(wanted)
                || name.substring(dash + 1).equals(wanted);
    }
}
