package dev.aiproxy.testkit.schema;

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

/**
 * The vendors' published JSON schemas (draft 2020-12 unless they say otherwise), where they are at hand: the files
 * {@code <name>.schema.json} in {@code schemas}, in the folder that the system property {@code aiproxy.shared} names. Safe for use
 * by many threads.
 */
public final class Schemas {
    private static final String SHARED = "aiproxy.shared";
    private static final Path FOLDER = Path.of(System.getProperty(SHARED, ".."), "schemas");
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    private Schemas() {}

    /** Whether the folder was named and is there; if not, nothing can be checked. */
    public static boolean arePresent() {
        return System.getProperty(SHARED) != null && Files.exists(FOLDER);
    }

    /**
     * Checks a JSON text.
     *
     * @param schema the name of the schema
     * @throws UncheckedIOException if there is no such schema
     */
    public static void assertValid(String schema, String json) {
        assertThat(LOADED.computeIfAbsent(schema, Schemas::load).validate(json, InputFormat.JSON))
                .as(json)
                .isEmpty();
    }

    private static Schema load(String name) {
        try {
            String text = Files.readString(FOLDER.resolve(name + ".schema.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
