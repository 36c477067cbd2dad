package org.foobarlab.explanation;

import java.io.PrintStream;
import java.nio.file.*;
import java.util.*;

/** experiment */
final class Dev {
    public static void main(String[] a) throws Exception {
        long t0 = System.nanoTime();
        Embedder e = Embedder.shared();
        System.err.println("load ms " + (System.nanoTime() - t0) / 1e6);
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("labs/05-secured-and-monitored/sentences.tsv")));
        lines.remove(0);
        t0 = System.nanoTime();
        try (PrintStream out = new PrintStream("/tmp/emb.tsv")) {
            for (String l : lines) {
                String[] c = l.split("\t");
                Words w = new Words(c[2], Vocabulary.standard());
                StringBuilder tags = new StringBuilder();
                for (String n : Vocabulary.standard().names()) {
                    if (w.mention(n, false) != null) tags.append("+" + n + " ");
                    if (w.mention(n, true) != null) tags.append("!" + n + " ");
                }
                StringBuilder v = new StringBuilder();
                for (float f : e.embed(c[2])) v.append(f).append(' ');
                out.println(c[0] + "\t" + c[1] + "\t" + c[2] + "\t" + tags + "\t" + v);
            }
        }
        System.err.println("ms each " + (System.nanoTime() - t0) / 1e6 / lines.size());
    }
}
