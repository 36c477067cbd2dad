package org.foobarlab.batch;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;

/**
 * Hold the class list: a CSV with a header, of which the columns id, name, email, section, login, canvas and moodle are
 * read, under these names or those that platforms give them.
 */
public final class Roster {

    private static final Map<String, Set<String>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put(
                "id",
                Set.of(
                        "id",
                        "sisuserid",
                        "sisid",
                        "studentid",
                        "studentnumber",
                        "idnumber",
                        "identifier",
                        "rosteridentifier"));
        COLUMNS.put("name", Set.of("name", "fullname", "student", "studentname"));
        COLUMNS.put("first", Set.of("first", "firstname", "givenname"));
        COLUMNS.put("last", Set.of("last", "lastname", "surname", "familyname"));
        COLUMNS.put("email", Set.of("email", "emailaddress", "mail"));
        COLUMNS.put("section", Set.of("section", "group", "class", "sectionname"));
        COLUMNS.put("login", Set.of("login", "github", "githubusername", "username", "user", "sisloginid", "loginid"));
        COLUMNS.put("canvas", Set.of("canvas", "canvasid", "canvasuserid"));
        COLUMNS.put("moodle", Set.of("moodle", "moodleid", "participant", "participantid"));
    }

    private final List<Student> students;

    private Roster(Collection<Student> students) {
        this.students = List.copyOf(students);
    }

    /** A class of which there is no list. */
    public static Roster none() {
        return new Roster(List.of());
    }

    /**
     * Read a class list.
     *
     * @throws UnusableInput if it cannot be read, has no header that names students, or names one twice
     */
    public static Roster read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new UnusableInput(
                    "The class list " + file + " cannot be read as UTF-8 text: " + e.getMessage() + ".", e);
        }
    }

    static Roster parse(String text, String file) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setAllowMissingColumnNames(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .get();
        // Spreadsheets begin a file with a mark of its character set.
        try (Reader reader = new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
                CSVParser parser =
                        CSVParser.builder().setReader(reader).setFormat(format).get()) {
            Map<String, Integer> columns = columns(parser.getHeaderMap());
            if (Stream.of("id", "name", "login", "email", "last").noneMatch(columns::containsKey)) {
                throw new UnusableInput(file
                        + " has no column that names students: its first line has to hold id, name, email or login.");
            }
            List<Student> students = new ArrayList<>();
            for (CSVRecord row : parser) {
                Student student = student(row, columns);
                if (!(student.id() + student.name() + student.email() + student.login()).isEmpty()) {
                    students.add(student);
                }
            }
            requireDistinct(students, file);
            return new Roster(students);
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            throw new UnusableInput("The class list " + file + " is no CSV: " + e.getMessage() + ".", e);
        }
    }

    private static void requireDistinct(List<Student> students, String file) {
        Map<String, Student> ids = new LinkedHashMap<>();
        for (Student student : students) {
            if (!student.id().isEmpty() && ids.put(student.id(), student) != null) {
                throw new UnusableInput(
                        file + " names the id " + student.id() + " twice: give every student one line.");
            }
        }
    }

    private static Map<String, Integer> columns(Map<String, Integer> header) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        COLUMNS.forEach((column, words) -> header.forEach((title, index) -> {
            if (words.contains(title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))) {
                columns.putIfAbsent(column, index);
            }
        }));
        return columns;
    }

    private static Student student(CSVRecord row, Map<String, Integer> columns) {
        String name = cell(row, columns, "name");
        if (name.isEmpty()) {
            name = (cell(row, columns, "first") + " " + cell(row, columns, "last")).strip();
        }
        return new Student(
                cell(row, columns, "id"),
                name,
                cell(row, columns, "email"),
                cell(row, columns, "section"),
                cell(row, columns, "canvas"),
                cell(row, columns, "moodle").replaceFirst("^Participant ", ""),
                cell(row, columns, "login"));
    }

    private static String cell(CSVRecord row, Map<String, Integer> columns, String column) {
        Integer index = columns.get(column);
        return index == null || index >= row.size() ? "" : row.get(index).strip();
    }

    /** Say whether there is no list. */
    public boolean isEmpty() {
        return students.isEmpty();
    }

    /** Return all students, in the order of the list. */
    public List<Student> students() {
        return students;
    }

    /**
     * Find the student that the name of a hand-in means: by a platform's number, a login, an id, an e-mail address or a
     * name, if exactly one answers to it. What only the hand-in's name tells is added.
     */
    public Optional<Student> find(Student handin) {
        return member(handin).map(known -> merge(known, handin));
    }

    /** Return the line of the list that a hand-in belongs to, as it stands there. */
    Optional<Student> member(Student handin) {
        return Stream.<Predicate<Student>>of(
                        known -> same(known.id(), handin.id()),
                        known -> same(known.email(), handin.email()),
                        known -> same(known.canvasId(), handin.canvasId()),
                        known -> same(known.moodleId(), handin.moodleId()),
                        known -> same(known.login(), handin.login())
                                || same(known.id(), handin.login())
                                || same(mailbox(known), handin.login()),
                        known -> same(known.id(), handin.name())
                                || same(known.login(), handin.name())
                                || same(known.email(), handin.name())
                                || same(mailbox(known), handin.name()),
                        known -> sameName(known.name(), handin.name()))
                .map(rule -> students.stream().filter(rule).toList())
                .filter(answering -> answering.size() == 1)
                .findFirst()
                .map(answering -> answering.get(0));
    }

    private static Student merge(Student known, Student handin) {
        return new Student(
                known.id(),
                known.name().isEmpty() ? handin.name() : known.name(),
                known.email(),
                known.section(),
                known.canvasId().isEmpty() ? handin.canvasId() : known.canvasId(),
                known.moodleId().isEmpty() ? handin.moodleId() : known.moodleId(),
                known.login().isEmpty() ? handin.login() : known.login());
    }

    private static String mailbox(Student student) {
        int at = student.email().indexOf('@');
        return at < 0 ? "" : student.email().substring(0, at);
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty() && one.equalsIgnoreCase(other);
    }

    /** Canvas writes "lastfirst"; lists write "First Last" or "Last, First". */
    private static boolean sameName(String listed, String written) {
        String folded = HandinName.fold(written);
        if (listed.isEmpty() || folded.isEmpty()) {
            return false;
        }
        if (HandinName.fold(listed).equals(folded)) {
            return true;
        }
        List<String> words = Stream.of(listed.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        for (int cut = 1; cut < words.size(); cut++) {
            String turned = String.join("", words.subList(cut, words.size())) + String.join("", words.subList(0, cut));
            if (HandinName.fold(turned).equals(folded)) {
                return true;
            }
        }
        return false;
    }
}
