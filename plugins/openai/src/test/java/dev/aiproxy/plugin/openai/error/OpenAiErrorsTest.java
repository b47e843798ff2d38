package dev.aiproxy.plugin.openai.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

final class OpenAiErrorsTest {
    @Test
    void openAisOwnErrorIsReadWhole() {
        assertThat(read(
                        400,
                        "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\",\"param\":\"max_tokens\","
                                + "\"code\":\"unsupported_parameter\"}}"))
                .isEqualTo(
                        new UpstreamError(400, "invalid_request_error", "unsupported_parameter", "bad", "max_tokens"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":"plain text"}                                  | plain text
            {"message":"at the top"}                                | at the top
            {"detail":"fast"}                                       | fast
            {"detail":[{"loc":["body"],"msg":"field required"}]}    | field required
            {"error":{"message":{"message":"nested"}}}              | nested
            [{"error":{"code":400,"message":"in an array","status":"INVALID_ARGUMENT"}}] | in an array
            {"object":"error","message":"vllm","type":"BadRequestError","code":400} | vllm
            """)
    void compatibleServersAreUnderstood(String body, String message) {
        assertThat(read(400, body).message()).isEqualTo(message);
        assertThat(read(400, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{}}
            {"error":{"message":""}}
            {}
            []
            7
            null
            """)
    void aMessageIsNeverMissing_E8(String body) {
        assertThat(read(502, body).message()).isEqualTo("the provider answered with status 502 (bad gateway)");
        assertThat(OpenAiErrors.read(502, null).message()).contains("502");
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limit_error,,429",
        "server_error,,500",
        "invalid_request_error,,400",
        ",insufficient_quota,429",
        ",503,503",
        ",,500"
    })
    void anErrorInAStreamStandsForAStatus_SERR3(String type, String code, int status) {
        JsonNode error = Json.object().put("message", "m").put("type", type).put("code", code);

        assertThat(OpenAiErrors.read(200, Json.object().set("error", error)).status())
                .isEqualTo(status);
    }

    @Test
    void gatewayErrorsCarryPlaceAndRequestId_E11() {
        GatewayError error = GatewayError.of(GatewayException.invalid("messages", "messages: is missing"), "req-1");

        assertThat(Json.text(OpenAiErrors.write(error)))
                .isEqualTo("{\"error\":{\"message\":\"messages: is missing\",\"type\":\"invalid_request_error\","
                        + "\"param\":\"messages\",\"code\":null,\"request_id\":\"req-1\"}}");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasAType(ErrorCode code) {
        JsonNode error = OpenAiErrors.write(GatewayError.of(code, "m", "r")).path("error");

        assertThat(error.path("type").asString()).isNotEmpty();
        assertThat(error.has("code") && error.has("param")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error,",
        "401,authentication_error,invalid_api_key",
        "402,insufficient_quota,insufficient_quota",
        "403,permission_error,permission_denied",
        "404,invalid_request_error,model_not_found",
        "409,conflict,conflict",
        "413,invalid_request_error,",
        "422,invalid_request_error,",
        "429,rate_limit_error,rate_limit_exceeded",
        "500,server_error,",
        "503,server_error,",
        "504,server_error,timeout",
        "529,server_error,"
    })
    void otherVendorsErrorsAreNamedByStatus_E3_D30(int status, String type, String code) {
        for (String foreign : new String[] {"overloaded_error", "INVALID_ARGUMENT", "api_error"}) {
            JsonNode error = write(new UpstreamError(status, foreign, null, "m", null));

            assertThat(error.path("type").asString()).isEqualTo(type);
            assertThat(error.path("code").asString(null)).isEqualTo(code);
        }
    }

    @Test
    void whatOpenAiSaidIsKept_E1() {
        JsonNode error =
                write(new UpstreamError(400, "invalid_request_error", "unsupported_parameter", "m", "max_tokens"));

        assertThat(error.path("code").asString()).isEqualTo("unsupported_parameter");
        assertThat(error.path("param").asString()).isEqualTo("max_tokens");
    }

    @Test
    void theGatewaysRefusedKeyIsNotTheClients() {
        GatewayError error = new GatewayError(
                ErrorCode.UPSTREAM_AUTH,
                502,
                "the gateway's key was refused",
                null,
                "r",
                new UpstreamError(401, "invalid_request_error", "invalid_api_key", "m", null),
                null);

        assertThat(OpenAiErrors.write(error).path("error").path("code").asString())
                .isEqualTo("upstream_auth");
    }

    private static UpstreamError read(int status, String body) {
        return OpenAiErrors.read(status, Json.parse(body));
    }

    private static JsonNode write(UpstreamError upstream) {
        return OpenAiErrors.write(new GatewayError(
                        ErrorCode.UPSTREAM_ERROR, upstream.status(), upstream.message(), null, "r", upstream, null))
                .path("error");
    }
}
