package org.foobarlab.solutions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.submission.Mutant;

/** Find the submissions in {@code solutions/LAB}: the reference, right alternatives, and mutants. */
final class Matrix {

    private final Labs labs;

    Matrix(Labs labs) {
        this.labs = labs;
    }

    /** Return the labs that have a folder of solutions. */
    List<Lab> labs() {
        return labs.names().stream()
                .filter(name -> Files.isDirectory(solutions(name)))
                .map(labs::find)
                .toList();
    }

    Trial reference(Lab lab) {
        Path folder = solutions(lab.name()).resolve("reference");
        return new Trial(lab, lab.number() + " reference", folder, folder, null);
    }

    List<Trial> alternatives(Lab lab) {
        return folders(lab, "alternatives").stream()
                .map(folder ->
                        new Trial(lab, lab.number() + " alternatives/" + folder.getFileName(), folder, folder, null))
                .toList();
    }

    List<Trial> mutants(Lab lab) {
        List<Trial> mutants = new ArrayList<>();
        for (Path folder : folders(lab, "mutants")) {
            String name = lab.number() + " mutants/" + folder.getFileName();
            mutants.add(new Trial(lab, name, folder, reference(lab).directory(), Mutant.read(folder)));
        }
        return mutants;
    }

    private Path solutions(String lab) {
        return labs.home().resolve("solutions").resolve(lab);
    }

    private List<Path> folders(Lab lab, String kind) {
        Path parent = solutions(lab.name()).resolve(kind);
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
