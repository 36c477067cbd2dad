package org.foobarlab.explanation;

import java.nio.file.*;
import java.util.*;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.QuestionFile;

/** experiment */
final class Dev2 {
    public static void main(String[] a) throws Exception {
        var grader = new ExplanationGrader(QuestionFile.read(Path.of("labs/05-secured-and-monitored/lab.yml")), List.of());
        Map<String, String> titles = Map.of("firewalls", "Firewalls", "https", "HTTPS", "monitoring", "Monitoring", "collection", "How the monitoring tool collects data",
            "qps", "QPS", "ssl-termination", "Terminating SSL at the load balancer", "single-writer", "Only one MySQL server accepting writes", "same-components", "Servers with all the same components");
        Map<String, int[][]> conf = new LinkedHashMap<>();
        for (String l : Files.readAllLines(Path.of(a[0]))) {
            String[] c = l.split("\t");
            if (c.length < 3 || c[0].equals("question")) continue;
            var v = grader.grade(Document.of("# " + titles.get(c[0]) + "\n\n" + c[2])).stream().filter(x -> x.id().equals(c[0])).findFirst().get();
            int truth = Integer.parseInt(c[1]);
            conf.computeIfAbsent(c[0], k -> new int[3][3])[truth][v.level()]++;
            if ((truth == 2) != (v.level() == 2) || a.length > 1 && truth != v.level()) System.out.println(c[0] + " truth " + truth + " got " + v.level() + " " + c[2] + "  " + v.evidence().stream().map(QuestionVerdict.Evidence::idea).toList());
        }
        conf.forEach((k, v) -> System.out.println(k + " " + Arrays.deepToString(v)));
    }
}
