package org.foobarlab.explanation;
import java.io.PrintStream;
import java.nio.file.*;
import java.util.*;
import org.foobarlab.lab.*;
/** experiment: dumps sentences per question with rule level. */
final class Dev3 {
    public static void main(String[] a) throws Exception {
        var qs = QuestionFile.read(Path.of("labs/05-secured-and-monitored/lab.yml"));
        var grader = new ExplanationGrader(qs, List.of());
        PrintStream out = new PrintStream(a[0]);
        for (int i = 1; i < a.length; i++) {
            Document d = Document.read(Files.readAllBytes(Path.of(a[i])));
            for (var x : grader.dump(d)) {
                Statement s = x.statement();
                StringBuilder v = new StringBuilder();
                for (float f : Embedder.shared().embed(s.passage().text())) v.append(f).append(' ');
                StringBuilder tags = new StringBuilder();
                for (String n : Vocabulary.standard().names()) {
                    if (s.words().mention(n, false) != null) tags.append("+" + n + " ");
                    if (s.words().mention(n, true) != null) tags.append("!" + n + " ");
                }
                out.println(a[i] + "\t" + x.question() + "\t" + x.level() + "\t" + s.passage().text().replace('\t', ' ') + "\t" + (s.words().denies() ? "!DENIES " : "") + tags + "\t" + v);
            }
        }
        out.close();
    }
}
