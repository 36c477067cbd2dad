package org.foobarlab.batch;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.foobarlab.document.PlainText;
import org.foobarlab.document.UnreadableDocumentException;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;

/**
 * Hold the class list: a CSV with a header, of which the columns id, name, email, section, login, canvas and moodle are
 * read, under these names or those that platforms give them.
 */
public final class Roster {

    private static final Pattern TOLD = Pattern.compile("sep=(.)\\R");

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
                        "rosteridentifier",
                        "matrikelnummer",
                        "matrikelnr",
                        "matrnr",
                        "numeroetudiant",
                        "matricula",
                        "matricola",
                        "studentnummer",
                        "numeroalumno"));
        COLUMNS.put(
                "name",
                Set.of(
                        "name",
                        "fullname",
                        "student",
                        "studentname",
                        "vollstandigername",
                        "nomcomplet",
                        "nombrecompleto"));
        COLUMNS.put("first", Set.of("first", "firstname", "givenname", "vorname", "prenom", "nombre", "voornaam"));
        COLUMNS.put(
                "last",
                Set.of(
                        "last",
                        "lastname",
                        "surname",
                        "familyname",
                        "nachname",
                        "familienname",
                        "nom",
                        "nomdefamille",
                        "apellido",
                        "apellidos",
                        "cognome",
                        "achternaam"));
        COLUMNS.put(
                "email",
                Set.of(
                        "email",
                        "emailaddress",
                        "mail",
                        "emailadresse",
                        "adressedecourriel",
                        "courriel",
                        "correo",
                        "correoelectronico"));
        COLUMNS.put("section", Set.of("section", "class", "sectionname", "kurs", "klasse"));
        COLUMNS.put("team", Set.of("team", "group", "groups", "teamname", "groupname", "gruppe", "gruppen", "grupo"));
        COLUMNS.put(
                "login",
                Set.of(
                        "login",
                        "github",
                        "githubusername",
                        "username",
                        "user",
                        "sisloginid",
                        "loginid",
                        "benutzername",
                        "anmeldename"));
        COLUMNS.put("canvas", Set.of("canvas", "canvasid", "canvasuserid"));
        COLUMNS.put("moodle", Set.of("moodle", "moodleid", "participant", "participantid"));
    }

    /** Canvas's gradebook has lines that are nobody's. */
    private static final Set<String> NOBODY = Set.of("points possible", "student, test", "test student");

    private final List<Student> students;
    private final Map<String, List<Student>> teams;

    private Roster(Collection<Student> students, Map<String, List<Student>> teams) {
        this.students = List.copyOf(students);
        this.teams = teams;
    }

    /** A class of which there is no list. */
    public static Roster none() {
        return new Roster(List.of(), Map.of());
    }

    /**
     * Read a class list.
     *
     * @throws UnusableInput if it cannot be read, has no header that names students, or names one twice
     */
    public static Roster read(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length > 3 && content[0] == 'P' && content[1] == 'K') {
                throw new UnusableInput("The class list " + file
                        + " is a workbook: save it as \"CSV UTF-8\" from the spreadsheet, and name that file.");
            }
            return parse(PlainText.read(content).text(), file.toString());
        } catch (IOException e) {
            throw new UnusableInput("The class list " + file + " cannot be read: " + Problems.words(e) + ".", e);
        } catch (UnreadableDocumentException e) {
            throw new UnusableInput(
                    "The class list " + file + " is no text: save it as \"CSV UTF-8\" from the spreadsheet.", e);
        }
    }

    static Roster parse(String written, String file) {
        String text = written.startsWith("\uFEFF") ? written.substring(1) : written;
        Matcher told = TOLD.matcher(text);
        // Excel takes the separator from such a line, and its own from the country it is set to.
        char separator = told.lookingAt() ? told.group(1).charAt(0) : separator(text);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setAllowMissingColumnNames(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .get();
        try (Reader reader = new StringReader(told.lookingAt() ? text.substring(told.end()) : text);
                CSVParser parser =
                        CSVParser.builder().setReader(reader).setFormat(format).get()) {
            Map<String, Integer> columns = columns(parser.getHeaderNames());
            if (Stream.of("id", "name", "login", "email", "last").noneMatch(columns::containsKey)) {
                throw new UnusableInput(file
                        + " has no column that names students: its first line has to hold id, name, email or login.");
            }
            List<Student> students = new ArrayList<>();
            Map<String, List<Student>> teams = new LinkedHashMap<>();
            for (CSVRecord row : parser) {
                Student student = student(row, columns);
                if ((student.id() + student.name() + student.email() + student.login()).isEmpty()
                        || NOBODY.contains(student.name().toLowerCase(Locale.ROOT))) {
                    continue;
                }
                students.add(student);
                // Moodle names all groups of a participant in one cell.
                Stream.of(cell(row, columns, "team").split("[,;]"))
                        .map(HandinName::fold)
                        .filter(team -> !team.isEmpty())
                        .distinct()
                        .forEach(team -> teams.computeIfAbsent(team, any -> new ArrayList<>())
                                .add(student));
            }
            requireDistinct(students, file);
            return new Roster(students, teams);
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            throw new UnusableInput("The class list " + file + " is no CSV: " + Problems.words(e) + ".", e);
        }
    }

    /** Excel writes semicolons where the comma divides decimals, and tabs into its text files. */
    private static char separator(String text) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        String bare = header.replaceAll("\"[^\"]*\"", "");
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(
                        one -> bare.chars().filter(c -> c == one).count()))
                .filter(one -> bare.indexOf(one) >= 0)
                .orElse(',');
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

    private static Map<String, Integer> columns(List<String> header) {
        List<String> titles = header.stream()
                .map(title -> HandinName.fold(title).replaceAll("[^a-z]", ""))
                .toList();
        Map<String, Integer> columns = new LinkedHashMap<>();
        COLUMNS.forEach((column, words) -> {
            for (int i = 0; i < titles.size(); i++) {
                if (words.contains(titles.get(i))) {
                    columns.putIfAbsent(column, i);
                }
            }
        });
        // In a gradebook of Canvas "ID" is its own number, and the institution's has a column of its own.
        if (titles.contains("sisuserid") || titles.contains("id") && titles.contains("sisloginid")) {
            columns.remove("id");
            if (titles.contains("sisuserid")) {
                columns.put("id", titles.indexOf("sisuserid"));
            }
            if (titles.contains("id")) {
                columns.putIfAbsent("canvas", titles.indexOf("id"));
            }
        }
        // In a grading worksheet of Moodle it is the participant's.
        if (titles.contains("identifier") && titles.contains("grade")) {
            columns.putIfAbsent("moodle", titles.indexOf("identifier"));
            columns.remove("id");
            if (titles.contains("idnumber")) {
                columns.put("id", titles.indexOf("idnumber"));
            }
        }
        if (columns.containsKey("team")) {
            columns.putIfAbsent("section", columns.get("team"));
        }
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
                cell(row, columns, "moodle").replaceFirst("^\\D+ ", ""),
                cell(row, columns, "login"));
    }

    private static String cell(CSVRecord row, Map<String, Integer> columns, String column) {
        Integer index = columns.get(column);
        // Spreadsheets keep leading zeros in a formula.
        return index == null || index >= row.size()
                ? ""
                : row.get(index).strip().replaceFirst("^=\"(.*)\"$", "$1");
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
        List<Student> answering = answering(handin);
        return answering.size() == 1 ? Optional.of(answering.get(0)) : Optional.empty();
    }

    /** Return the names of those whom a hand-in may belong to, if it cannot be told which. */
    List<String> several(Student handin) {
        List<Student> answering = answering(handin);
        return answering.size() < 2
                ? List.of()
                : answering.stream()
                        .map(one -> one.name() + (one.id().isEmpty() ? "" : " (" + one.id() + ")"))
                        .toList();
    }

    /** Where the surest mark fits several, a less sure one must not choose somebody else. */
    private List<Student> answering(Student handin) {
        return Stream.<Predicate<Student>>of(
                        known -> same(known.id(), handin.id()),
                        known -> same(known.email(), handin.email()),
                        known -> same(known.canvasId(), handin.canvasId()),
                        known -> same(known.moodleId(), handin.moodleId()),
                        known -> same(known.login(), handin.login()),
                        known -> same(known.id(), handin.login()),
                        known -> same(mailbox(known), handin.login()),
                        known -> same(known.id(), handin.name()),
                        known -> same(known.login(), handin.name()) || same(known.email(), handin.name()),
                        known -> sameName(known.name(), handin.name()) && !isSomebodyElse(known, handin),
                        known -> same(mailbox(known), handin.name()))
                .map(rule -> students.stream().filter(rule).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Two of one name have two numbers. */
    private static boolean isSomebodyElse(Student known, Student handin) {
        return differ(known.canvasId(), handin.canvasId()) || differ(known.moodleId(), handin.moodleId());
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    /** Say whether the list has somebody with both the number and the name of a hand-in. */
    boolean isNamed(Student handin) {
        return students.stream()
                .anyMatch(known ->
                        (same(known.canvasId(), handin.canvasId()) || same(known.moodleId(), handin.moodleId()))
                                && sameName(known.name(), handin.name()));
    }

    /** Return the members of a team, by its name. */
    Optional<List<Student>> team(String name) {
        return Optional.ofNullable(teams.get(HandinName.fold(name)));
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

    /** Say whether two names can be the same person's: whoever has another word for a first name keeps the last. */
    static boolean isLike(String listed, String written) {
        String folded = HandinName.fold(written);
        return sameName(listed, written)
                || Stream.of(listed.split("[^\\p{L}\\p{M}]+"))
                        .map(HandinName::fold)
                        .anyMatch(word -> word.length() > 2 && folded.contains(word));
    }

    /** Canvas writes "lastfirst"; lists write "First Last" or "Last, First". */
    static boolean sameName(String listed, String written) {
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
