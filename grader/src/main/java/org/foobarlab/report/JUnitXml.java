package org.foobarlab.report;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Write the results of a class as JUnit's XML: a suite a student, a test case a check and a question. A fault of the
 * lab is an error, what was not tried is skipped. Without times, so that the same results make the same file.
 */
public final class JUnitXml {

    private static final int FULL = 2;

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Return the text of the file. */
    public static String text(ClassResults results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JUnitXml(writer).write(results);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
        return text.toString();
    }

    private void write(ClassResults results) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        newline(0);
        start("testsuites", "name", results.lab());
        for (ClassRow row : results.rows()) {
            newline(1);
            suite(row);
        }
        newline(0);
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void suite(ClassRow row) throws XMLStreamException {
        if (row.grade() == null) {
            start("testsuite", "name", row.key(), "tests", "1", "failures", "0", "errors", "1", "skipped", "0");
            newline(2);
            start("testcase", "classname", row.key(), "name", "submission");
            message("error", row.outcome().words(), row.reason());
            xml.writeEndElement();
        } else {
            List<Verdict> checks = row.grade().checks();
            List<QuestionVerdict> questions = row.grade().questions();
            long failures = count(checks, Status.FAILED)
                    + questions.stream()
                            .filter(one -> one.isGraded() && one.level() < FULL)
                            .count();
            long errors = count(checks, Status.FAULT)
                    + questions.stream().filter(one -> !one.isGraded()).count();
            start(
                    "testsuite",
                    "name",
                    row.key(),
                    "tests",
                    String.valueOf(checks.size() + questions.size()),
                    "failures",
                    String.valueOf(failures),
                    "errors",
                    String.valueOf(errors),
                    "skipped",
                    String.valueOf(count(checks, Status.BLOCKED)));
            for (Verdict check : checks) {
                check(row, check);
            }
            for (QuestionVerdict question : questions) {
                question(row, question);
            }
        }
        newline(1);
        xml.writeEndElement();
    }

    private void check(ClassRow row, Verdict check) throws XMLStreamException {
        newline(2);
        start("testcase", "classname", row.key() + "." + check.area(), "name", check.id());
        switch (check.status()) {
            case FAILED ->
                message(
                        "failure",
                        check.title(),
                        "expected: " + check.expected() + "\nobserved: " + check.observed() + "\nhint: "
                                + check.hint());
            case BLOCKED -> message("skipped", check.observed(), "");
            case FAULT -> message("error", check.title(), check.observed());
            default -> {}
        }
        xml.writeEndElement();
    }

    private void question(ClassRow row, QuestionVerdict question) throws XMLStreamException {
        newline(2);
        start("testcase", "classname", row.key() + ".explanation", "name", question.id());
        if (!question.isGraded()) {
            message("error", "not graded", question.feedback());
        } else if (question.level() < FULL) {
            message("failure", "level " + question.level() + " of 2", question.feedback());
        }
        xml.writeEndElement();
    }

    private static long count(List<Verdict> checks, Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }

    private void message(String element, String message, String text) throws XMLStreamException {
        start(element, "message", message);
        xml.writeCharacters(legal(text));
        xml.writeEndElement();
    }

    private void start(String element, String... attributes) throws XMLStreamException {
        xml.writeStartElement(element);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], legal(attributes[i + 1]));
        }
    }

    private void newline(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** Leave out what XML cannot hold at all; servers print such things. */
    static String legal(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .map(c ->
                        c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000
                                ? c
                                : '\uFFFD')
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
