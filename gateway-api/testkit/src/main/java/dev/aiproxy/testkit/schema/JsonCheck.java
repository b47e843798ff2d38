package dev.aiproxy.testkit.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Judges JSON documents, by a schema or otherwise. */
@FunctionalInterface
public interface JsonCheck {
    /** What is wrong with a document; empty if nothing is. */
    List<String> problems(JsonNode document);

    /** Finds nothing wrong with anything. */
    static JsonCheck none() {
        return document -> List.of();
    }

    /** Judges by a JSON schema, of draft 2020-12 unless it says otherwise. */
    static JsonCheck schema(String text) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        return document -> schema.validate(document.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /**
     * Judges by the JSON schema in a file.
     *
     * @throws IOException if it cannot be read
     */
    static JsonCheck schema(Path file) throws IOException {
        return schema(Files.readString(file));
    }
}
