package org.foobarlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is true. */
final class ReadmeTests {

    private static final Pattern TYPE = Pattern.compile("class (\\w+)");

    @Test
    void examplesOfJavaCompile(@TempDir Path folder) throws Exception {
        List<String> examples = new ArrayList<>();
        Markdown.parse(Markdown.HOME.resolve("README.md")).accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                if (block.getInfo().equals("java")) {
                    examples.add(block.getLiteral());
                }
            }
        });
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            Matcher type = TYPE.matcher(example);
            assertThat(type.find()).isTrue();
            Path source = Files.writeString(folder.resolve(type.group(1) + ".java"), example);
            StringWriter messages = new StringWriter();
            List<String> options = List.of("-d", folder.toString(), "-proc:none", "-Xlint:all,-serial", "-Werror");
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var files = compiler.getStandardFileManager(null, null, null)) {
                boolean compiles = compiler.getTask(
                                messages, files, null, options, null, files.getJavaFileObjects(source))
                        .call();
                assertThat(compiles).as(messages.toString()).isTrue();
            }
        }
    }
}
