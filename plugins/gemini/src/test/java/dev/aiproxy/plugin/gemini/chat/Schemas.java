package dev.aiproxy.plugin.gemini.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Google's published schemas, where they are at hand. */
final class Schemas {
    static final Path SHARED = Path.of(System.getProperty("aiproxy.shared", ".."));

    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Schemas() {}

    static boolean arePresent() {
        return System.getProperty("aiproxy.shared") != null && Files.exists(SHARED.resolve("schemas"));
    }

    static void assertValid(String schema, String json) {
        assertThat(SCHEMAS.computeIfAbsent(schema, Schemas::load).validate(json, InputFormat.JSON))
                .as(json)
                .isEmpty();
    }

    private static Schema load(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(SHARED.resolve("schemas").resolve(name + ".schema.json")), InputFormat.JSON);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
