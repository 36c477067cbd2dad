package org.foobarlab.explanation;
import java.nio.file.*;
import java.util.*;
final class Dev3 {
    public static void main(String[] a) throws Exception {
        for (String f : a) {
            Document d = Document.read(Files.readAllBytes(Path.of(f)));
            int fn = 0, n = 0, sal = 0;
            for (Passage p : d.passages()) {
                Words w = new Words(p.text(), Vocabulary.standard());
                for (String x : w.list()) if (Character.isLetter(x.charAt(0))) { n++; fn += Salad.isLittle(x) ? 1 : 0; }
                sal += Salad.isSalad(w) ? 1 : 0;
            }
            System.out.printf("%s passages %d words %d function %.3f salad %d en %s%n", Path.of(f).getFileName(), d.passages().size(), n, fn / (double) n, sal, d.english());
        }
    }
}
