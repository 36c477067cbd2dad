package org.foobarlab.solutions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.authoring.Solutions;
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
                .filter(name -> Files.isDirectory(solutions(name).folder()))
                .map(labs::find)
                .toList();
    }

    Trial reference(Lab lab) {
        Path folder = solutions(lab.name()).reference();
        return new Trial(lab, lab.number() + Trial.REFERENCE, folder, folder, null, List.of());
    }

    /** Return what students start from, which has to fail just what is to be learned. */
    Trial starter(Lab lab) {
        return new Trial(lab, lab.number() + " starter", lab.starter(), lab.starter(), null, lab.red());
    }

    List<Trial> alternatives(Lab lab) {
        return solutions(lab.name()).alternatives().stream()
                .map(folder -> new Trial(
                        lab, lab.number() + " alternatives/" + folder.getFileName(), folder, folder, null, List.of()))
                .toList();
    }

    List<Trial> mutants(Lab lab) {
        List<Trial> mutants = new ArrayList<>();
        for (Path folder : solutions(lab.name()).mutants()) {
            String name = lab.number() + " mutants/" + folder.getFileName();
            mutants.add(new Trial(lab, name, folder, reference(lab).directory(), Mutant.read(folder), List.of()));
        }
        return mutants;
    }

    /** Return the reference, the starter, the alternatives and the mutants. */
    Stream<Trial> all(Lab lab) {
        return Stream.of(Stream.of(reference(lab), starter(lab)), alternatives(lab).stream(), mutants(lab).stream())
                .flatMap(trials -> trials);
    }

    private Solutions solutions(String lab) {
        return Solutions.of(labs, lab);
    }
}
