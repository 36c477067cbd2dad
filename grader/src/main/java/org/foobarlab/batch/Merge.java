package org.foobarlab.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Alike;
import org.foobarlab.report.Student;
import org.foobarlab.similarity.Similarity;

/**
 * Put together what several machines graded of one class. In whatever order the parts are named, the same comes out.
 */
public final class Merge {

    private Merge() {}

    /**
     * Copy all results into one folder.
     *
     * @param into may be one of the parts
     * @throws UnusableInput if the parts are not of one class, or hold two results of the same submission that differ
     *     in what was graded
     */
    public static void merge(List<ResultStore> parts, ResultStore into) {
        List<ClassFile> files = parts.stream().map(ResultStore::classFile).toList();
        ClassFile first = files.get(0);
        for (int i = 0; i < parts.size(); i++) {
            if (!isOfOneClass(first, files.get(i))) {
                throw new UnusableInput(
                        parts.get(0).folder() + " and " + parts.get(i).folder()
                                + " are not parts of one class: the lab, its points or the assignment differ.");
            }
        }
        Set<String> keys = new TreeSet<>();
        files.forEach(file -> keys.addAll(file.keys()));
        Map<String, Owned> chosen = new LinkedHashMap<>();
        for (String key : keys) {
            for (int i = 0; i < parts.size(); i++) {
                if (files.get(i).keys().contains(key)) {
                    ResultStore part = parts.get(i);
                    part.state(key).ifPresent(state -> chosen.merge(key, new Owned(part, state), Merge::choose));
                }
            }
        }
        chosen.values().forEach(owned -> {
            if (!owned.store.folder().equals(into.folder())) {
                into.write(owned.state, owned.store.grade(owned.state).orElse(null));
            }
        });
        into.writeSimilar(similar(parts));
        into.write(new ClassFile(
                ClassFile.SCHEMA_VERSION,
                first.lab(),
                first.title(),
                first.assignment(),
                first.checks(),
                first.questions(),
                new ArrayList<>(keys),
                missing(files),
                elsewhere(files, chosen.values()),
                files.stream()
                        .flatMap(file -> file.whole().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                files.stream()
                        .flatMap(file -> file.graders().stream())
                        .distinct()
                        .sorted()
                        .toList()));
    }

    /** Each part looked at the whole class, so they say the same; but one may have been asked not to look. */
    private static Alike similar(List<ResultStore> parts) {
        List<Alike> alike = parts.stream().map(ResultStore::similar).toList();
        return new Alike(
                alike.stream()
                        .flatMap(one -> one.groups().stream())
                        .distinct()
                        .sorted(Similarity.GROUPS)
                        .toList(),
                alike.stream()
                        .flatMap(one -> one.pairs().stream())
                        .distinct()
                        .sorted(Similarity.ORDER)
                        .toList());
    }

    private record Owned(ResultStore store, Stored state) {}

    private static boolean isOfOneClass(ClassFile one, ClassFile other) {
        return one.lab().equals(other.lab())
                && one.assignment().equals(other.assignment())
                && one.checks().equals(other.checks())
                && one.questions().equals(other.questions());
    }

    /** A student whom one part knows to have handed in is not missing, though each part may have a list of its own. */
    private static List<Student> missing(List<ClassFile> files) {
        Set<Student> missing = new LinkedHashSet<>(files.get(0).missing());
        files.forEach(file -> missing.retainAll(file.missing()));
        return List.copyOf(missing);
    }

    /** Until all parts are there, some students are still in one that is not. */
    private static List<String> elsewhere(List<ClassFile> files, Collection<Owned> here) {
        Set<String> names = new TreeSet<>();
        files.forEach(file -> names.addAll(file.elsewhere()));
        here.forEach(owned -> List.of(
                        owned.state.key(),
                        owned.state.student().id(),
                        owned.state.student().login())
                .forEach(names::remove));
        return List.copyOf(names);
    }

    /**
     * A grade counts more than none. Of two grades of the same submission it does not matter which, but it has to be
     * always the same one.
     */
    private static Owned choose(Owned one, Owned other) {
        if (one.state.outcome() != other.state.outcome()) {
            return one.state.outcome().compareTo(other.state.outcome()) < 0 ? one : other;
        }
        if (!one.state.fingerprint().equals(other.state.fingerprint())) {
            throw new UnusableInput(one.store.folder() + " and " + other.store.folder() + " both hold a result of "
                    + one.state.key() + ", of different submissions or by different graders: remove the folder results/"
                    + one.state.key() + " from one of them.");
        }
        return one.state.result().compareTo(other.state.result()) <= 0 ? one : other;
    }
}
