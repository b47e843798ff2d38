package dev.aiproxy.plugin.claude.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClaudeErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error",
        "401,authentication_error",
        "402,billing_error",
        "403,permission_error",
        "404,not_found_error",
        "409,invalid_request_error",
        "413,request_too_large",
        "422,invalid_request_error",
        "429,rate_limit_error",
        "499,api_error",
        "500,api_error",
        "501,api_error",
        "502,api_error",
        "503,overloaded_error",
        "504,timeout_error",
        "529,overloaded_error"
    })
    void theTypeFollowsTheStatusWhateverTheUpstreamSaid_E3_E5(int status, String type) {
        UpstreamError upstream = new UpstreamError(status, "server_error", "internal_server_error", "They say", null);
        GatewayError error =
                new GatewayError(ErrorCode.UPSTREAM_ERROR, status, "They say", null, "req-1", upstream, null);

        assertThat(ClaudeErrors.write(error))
                .isEqualTo(Json.parse("{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"They say\"},\"request_id\":\"req-1\"}"));
    }

    @Test
    void errorBodiesAreRead_E1() {
        UpstreamError error = ClaudeErrors.read(
                429,
                Json.parse("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Slow down\"}}"));

        assertThat(error).isEqualTo(new UpstreamError(429, "rate_limit_error", null, "Slow down", null));
    }

    @Test
    void anUnknownModelIsRecognised_E9() {
        UpstreamError error = ClaudeErrors.read(
                404,
                Json.parse(
                        "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: claude-x\"}}"));

        assertThat(error.code()).isEqualTo("model_not_found");
    }

    @Test
    void aBodyThatIsNoJsonStillHasAMessage_E8() {
        assertThat(ClaudeErrors.read(503, null))
                .isEqualTo(UpstreamError.of(503, "the provider answered with status 503"));
    }

    @ParameterizedTest
    @CsvSource({"overloaded_error,529", "authentication_error,401", "unheard_of,500"})
    void anErrorInsideAStreamStandsForAStatus(String type, int status) {
        assertThat(ClaudeErrors.read(
                                200,
                                Json.parse(
                                        "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"m\"}}"))
                        .status())
                .isEqualTo(status);
    }
}
