package org.foobarlab.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/**
 * Fill in the pages' templates. Whatever comes from a student is escaped by the engine; only the pictures, made here,
 * go in as they are.
 */
final class Pages {

    private static final PebbleEngine ENGINE = engine();

    private Pages() {}

    private static PebbleEngine engine() {
        ClasspathLoader loader = new ClasspathLoader(Pages.class.getClassLoader());
        loader.setPrefix("org/foobarlab/report");
        return new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .defaultLocale(Locale.ROOT)
                .build();
    }

    static String fill(String template, Map<String, Object> values) {
        StringWriter page = new StringWriter();
        try {
            ENGINE.getTemplate(template + ".html.peb").evaluate(page, values);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written", e);
        }
        return page.toString();
    }
}
