package dev.aiproxy.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.metrics.LogFields;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class JsonLinesTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void fieldsAreMembers() {
        LogFields fields = new LogFields("exchange")
                .word("request_id", "req_1")
                .word("stream", true)
                .field("model", "a\n\"b\u2028")
                .field("status", 200)
                .field("error", null);

        JsonNode line = line("{}", null, fields);

        assertThat(line.path("message").asString()).isEqualTo("exchange");
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("logger").asString()).isEqualTo("some.logger");
        assertThat(line.path("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
        assertThat(line.path("request_id").asString()).isEqualTo("req_1");
        assertThat(line.path("stream").asBoolean()).isTrue();
        assertThat(line.path("model").asString()).isEqualTo("a?\"b?");
        assertThat(line.path("status").isInt()).isTrue();
        assertThat(line.has("error")).isFalse();
        assertThat(fields).hasToString("req_1 stream model=a?\"b? status=200");
    }

    @Test
    void everyLineIsOneLineWithItsException() {
        JsonNode line = line("a {} b\nc", new IllegalStateException("broken\nhere"), "x");

        assertThat(line.path("message").asString()).isEqualTo("a x b\nc");
        assertThat(line.path("exception").asString()).contains("IllegalStateException: broken\nhere");
    }

    @Test
    void longValuesAreCut() {
        assertThat(new LogFields("e").field("model", "m".repeat(5000)).toString())
                .hasSizeLessThan(250);
    }

    private JsonNode line(String message, Throwable thrown, Object argument) {
        LoggingEvent event = new LoggingEvent(
                "fqcn", context.getLogger("some.logger"), Level.WARN, message, thrown, new Object[] {argument});
        String text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n").hasLineCount(1);
        return Json.parse(text);
    }
}
