package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.translate.Mutations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a format reads and writes errors. */
final class ErrorChecks {
    private static final int ROUNDS = 500;
    private static final long SEED = 20_261_122;
    private static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 413, 422, 429, 500, 502, 503, 504);

    private final FormatSetup setup;

    ErrorChecks(FormatSetup setup) {
        this.setup = setup;
    }

    void areRead() {
        Mutations mutations = new Mutations(new Random(SEED));
        for (FormatSamples.ErrorAnswer sample : setup.samples().errors()) {
            JsonNode body = Json.parse(sample.body());
            isRead(sample.status(), body);
            isRead(200, body);
            for (int i = 0; i < ROUNDS; i++) {
                isRead(sample.status(), mutations.of(sample.body()));
            }
        }
        for (int status : STATUSES) {
            isRead(status, null);
            isRead(status, Json.parse("[]"));
            isRead(status, Json.parse("{\"error\":\"words\"}"));
        }
    }

    private void isRead(int status, @Nullable JsonNode body) {
        UpstreamError read = setup.translator().readError(status, Headers.none(), body);

        assertThat(read).as("what is read from status %d and %s", status, body).isNotNull();
        assertThat(read.message())
                .as("the message of status %d and %s", status, body)
                .isNotBlank();
        if (status == 200) {
            assertThat(read.status())
                    .as("what an error inside a stream stands for")
                    .isGreaterThanOrEqualTo(400);
        } else {
            assertThat(read.status()).as("the status read from %s", body).isEqualTo(status);
        }
    }

    void areWritten() {
        for (GatewayError error : errors()) {
            ErrorReply reply = setup.translator().writeError(error);

            assertThat(reply).as("what is written for %s", error.code()).isNotNull();
            assertThat(reply.status())
                    .as("the status written for %s", error.code())
                    .isEqualTo(error.status());
            assertThat(Json.text(reply.body()))
                    .as("the body written for %s", error.code())
                    .contains("tck-message");
        }
    }

    private static List<GatewayError> errors() {
        List<GatewayError> errors = new ArrayList<>();
        for (ErrorCode code : ErrorCode.values()) {
            errors.add(GatewayError.of(code, "tck-message", "req-1"));
        }
        for (int status : STATUSES) {
            UpstreamError said = new UpstreamError(status, "type", "code", "tck-message", "param");
            errors.add(new GatewayError(
                    ErrorCode.UPSTREAM_ERROR, status, "tck-message", "param", "req-1", said, Duration.ofSeconds(3)));
        }
        return errors;
    }
}
