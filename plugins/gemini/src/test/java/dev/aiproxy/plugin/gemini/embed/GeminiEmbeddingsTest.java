package dev.aiproxy.plugin.gemini.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EmbeddingsCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.gemini.chat.GeminiFormat;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class GeminiEmbeddingsTest {
    private final GeminiEmbeddings embeddings = new GeminiEmbeddings();
    private final CodecExchange single = exchange(":embedContent");
    private final CodecExchange batch = exchange(":batchEmbedContents");

    private static CodecExchange exchange(String verb) {
        Endpoint endpoint = Endpoint.post("/v1beta/models/{model}" + verb, Operation.EMBEDDINGS);
        return new CodecExchange(new GeminiFormat(), endpoint, "gemini-embedding-001", GeminiFormat.ID);
    }

    @Test
    void oneTextIsReadFromItsParts() {
        EmbeddingsCodec.Request request = embeddings.readRequest(
                object("{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},\"outputDimensionality\":8,"
                        + "\"taskType\":\"RETRIEVAL_QUERY\"}"),
                single.facts());

        assertThat(request.texts()).containsExactly("a\nb");
        assertThat(request.dimensions()).isEqualTo(8);
        assertThat(request.taskType()).isEqualTo("RETRIEVAL_QUERY");
    }

    @Test
    void manyTextsAreReadInOrder() {
        EmbeddingsCodec.Request request = embeddings.readRequest(
                object("{\"requests\":[{\"model\":\"models/m\",\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                        + "\"output_dimensionality\":2},{\"content\":{\"parts\":[{\"text\":\"b\"}]},"
                        + "\"outputDimensionality\":2}]}"),
                batch.facts());

        assertThat(request.texts()).containsExactly("a", "b");
        assertThat(request.dimensions()).isEqualTo(2);
    }

    @Test
    void whatOtherFormatsCannotSayIsRefusedByItsPlace() {
        refused(
                ErrorCode.UNSUPPORTED,
                "requests[1].outputDimensionality",
                "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},"
                        + "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":2}]}");
        refused(
                ErrorCode.UNSUPPORTED,
                "requests[0].content.parts[0]",
                "{\"requests\":[{\"content\":{\"parts\":[{\"inlineData\":{}}]}}]}");
        refused(ErrorCode.INVALID_REQUEST, "requests", "{\"requests\":[]}");
        refused(ErrorCode.INVALID_REQUEST, "requests[0].content", "{\"requests\":[{}]}");
    }

    private void refused(ErrorCode code, String param, String body) {
        assertThatThrownBy(() -> embeddings.readRequest(object(body), batch.facts()))
                .isInstanceOfSatisfying(GatewayException.class, thrown -> {
                    assertThat(thrown.code()).isEqualTo(code);
                    assertThat(thrown.param()).isEqualTo(param);
                });
    }

    @Test
    void upstreamIsAskedForAllTextsAtOnce() {
        EmbeddingsCodec.Request request =
                new EmbeddingsCodec.Request(List.of("a", "b"), 3, "base64", "SEMANTIC_SIMILARITY", "user");

        assertThat(embeddings.writeRequest(request, single.target())).isEqualTo(Json.parse("""
                {"requests":[
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},
                   "taskType":"SEMANTIC_SIMILARITY","outputDimensionality":3},
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},
                   "taskType":"SEMANTIC_SIMILARITY","outputDimensionality":3}]}"""));
    }

    @Test
    void vectorsAreReadAndWrittenAsTheClientAsked() {
        EmbeddingsCodec.Request request = new EmbeddingsCodec.Request(List.of("a"), null, null, null, null);

        EmbeddingsCodec.Response response = embeddings.readResponse(
                Json.parse("{\"embeddings\":[{\"values\":[0.5,-1]}],\"usageMetadata\":{\"promptTokenCount\":4}}"));

        assertThat(response.vectors()).containsExactly(List.of(0.5, -1.0));
        assertThat(response.usage().inputTokens()).isEqualTo(4);
        JsonNode one = embeddings.writeResponse(response, request, single.facts());
        JsonNode many = embeddings.writeResponse(response, request, batch.facts());
        assertThat(Json.text(one)).isEqualTo("{\"embedding\":{\"values\":[0.5,-1.0]}}");
        assertThat(Json.text(many)).isEqualTo("{\"embeddings\":[{\"values\":[0.5,-1.0]}]}");
    }

    @Test
    void answerWithoutEmbeddingsIsInvalid() {
        assertThatThrownBy(() -> embeddings.readResponse(Json.parse("{}")))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UPSTREAM_INVALID));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.parse(json);
    }
}
