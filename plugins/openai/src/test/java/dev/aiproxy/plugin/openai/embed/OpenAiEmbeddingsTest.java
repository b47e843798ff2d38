package dev.aiproxy.plugin.openai.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EmbeddingsCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.openai.chat.ChatFormat;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class OpenAiEmbeddingsTest {
    private final OpenAiEmbeddings embeddings = new OpenAiEmbeddings();
    private final CodecExchange exchange = new CodecExchange(
            new ChatFormat(), Endpoint.post("/v1/embeddings", Operation.EMBEDDINGS), "embed-1", ChatFormat.ID);

    @Test
    void oneTextOrManyAreRead() {
        assertThat(read("{\"input\":\"a\"}").texts()).containsExactly("a");
        EmbeddingsCodec.Request request =
                read("{\"input\":[\"a\",\"b\"],\"dimensions\":4,\"encoding_format\":\"base64\",\"user\":\"u\"}");
        assertThat(request).isEqualTo(new EmbeddingsCodec.Request(List.of("a", "b"), 4, "base64", null, "u"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":[1,2]}|UNSUPPORTED|input",
                "{\"input\":[[1],[2]]}|UNSUPPORTED|input",
                "{}|INVALID_REQUEST|input",
                "{\"input\":[]}|INVALID_REQUEST|input",
                "{\"input\":{}}|INVALID_REQUEST|input",
                "{\"input\":\"a\",\"dimensions\":0}|INVALID_REQUEST|dimensions",
                "{\"input\":\"a\",\"encoding_format\":\"hex\"}|INVALID_REQUEST|encoding_format"
            })
    void wrongRequestsAreRefusedByTheirPlace(String body, ErrorCode code, String param) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(GatewayException.class, thrown -> {
            assertThat(thrown.code()).isEqualTo(code);
            assertThat(thrown.param()).isEqualTo(param);
        });
    }

    @Test
    void upstreamIsAskedInItsOwnWords() {
        EmbeddingsCodec.Request request =
                new EmbeddingsCodec.Request(List.of("a", "b"), 4, null, "RETRIEVAL_QUERY", "u");

        assertThat(embeddings.writeRequest(request, exchange.target()))
                .isEqualTo(
                        Json.parse("{\"model\":\"embed-1\",\"input\":[\"a\",\"b\"],\"dimensions\":4,\"user\":\"u\"}"));
    }

    @Test
    void vectorsAreReadByTheirIndexFromNumbersOrBase64() {
        EmbeddingsCodec.Response response = embeddings.readResponse(Json.parse("""
                {"object":"list","model":"m","data":[
                  {"object":"embedding","index":1,"embedding":"AAAAPwAAgL8="},
                  {"object":"embedding","index":0,"embedding":[0.25,1]}],
                 "usage":{"prompt_tokens":8,"total_tokens":8}}"""));

        assertThat(response.vectors()).containsExactly(List.of(0.25, 1.0), List.of(0.5, -1.0));
        assertThat(response.usage().inputTokens()).isEqualTo(8);
        assertThat(response.model()).isEqualTo("m");
    }

    @Test
    void clientGetsNumbersOrBase64AsItAsked() {
        EmbeddingsCodec.Response response =
                new EmbeddingsCodec.Response(List.of(List.of(0.5, -1.0)), null, Usage.UNKNOWN);

        assertThat(written(response, "float")).isEqualTo("""
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1.0]}],"model":"asked-model",\
                "usage":{"prompt_tokens":0,"total_tokens":0}}""");
        assertThat(written(response, "base64")).contains("\"embedding\":\"AAAAPwAAgL8=\"");
    }

    private String written(EmbeddingsCodec.Response response, String encoding) {
        var request = new EmbeddingsCodec.Request(List.of("a"), null, encoding, null, null);
        return Json.text(embeddings.writeResponse(response, request, exchange.facts()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"data\":[{\"embedding\":\"%%%\"}]}"})
    void answerWithoutVectorsIsInvalid(String body) {
        assertThatThrownBy(() -> embeddings.readResponse(Json.parse(body)))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UPSTREAM_INVALID));
    }

    private EmbeddingsCodec.Request read(String body) {
        return embeddings.readRequest((ObjectNode) Json.parse(body), exchange.facts());
    }
}
