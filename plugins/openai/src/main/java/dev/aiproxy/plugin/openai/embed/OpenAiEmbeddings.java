package dev.aiproxy.plugin.openai.embed;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EmbeddingsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/embeddings} (https://platform.openai.com/docs/api-reference/embeddings). */
public final class OpenAiEmbeddings implements EmbeddingsCodec {
    private static final String INPUT = "input";
    private static final String EMBEDDING = "embedding";
    private static final String INDEX = "index";
    private static final String BASE64 = "base64";
    private static final String PROMPT_TOKENS = "prompt_tokens";

    @Override
    public Request readRequest(ObjectNode body, RequestFacts facts) {
        Fields fields = Fields.of(body);
        String encoding = fields.text("encoding_format");
        if (encoding != null && !encoding.equals(BASE64) && !encoding.equals("float")) {
            throw Fields.wrong("encoding_format", "must be float or base64");
        }
        return new Request(texts(fields), fields.integer("dimensions", 1), encoding, null, fields.text("user"));
    }

    private static List<String> texts(Fields fields) {
        JsonNode input = fields.value(INPUT);
        if (input == null || (input.isEmpty() && !input.isString())) {
            throw Fields.wrong(INPUT, "must be a text or an array of texts");
        }
        if (input.isArray() && (input.path(0).isNumber() || input.path(0).isArray())) {
            throw GatewayException.unsupported(
                    INPUT, "input: the provider of this model takes texts, not the tokens of another tokenizer");
        }
        return fields.texts(INPUT);
    }

    @Override
    public ObjectNode writeRequest(Request request, TargetFacts facts) {
        ObjectNode body = Json.object().put("model", facts.upstreamModel());
        ArrayNode input = body.putArray(INPUT);
        request.texts().forEach(input::add);
        if (request.dimensions() != null) {
            body.put("dimensions", request.dimensions());
        }
        if (request.user() != null) {
            body.put("user", request.user());
        }
        return body;
    }

    @Override
    public Response readResponse(JsonNode body) {
        if (!body.path("data").isArray()) {
            throw new GatewayException(ErrorCode.UPSTREAM_INVALID, "the provider's answer holds no embeddings");
        }
        List<JsonNode> data = new ArrayList<>(body.path("data").valueStream().toList());
        data.sort(Comparator.comparingInt(entry -> entry.path(INDEX).asInt(0)));
        List<List<Double>> vectors =
                data.stream().map(entry -> Vectors.read(entry.path(EMBEDDING))).toList();
        return new Response(vectors, body.path("model").asString(null), usage(body.path("usage")));
    }

    private static Usage usage(JsonNode usage) {
        @Nullable JsonNode tokens = usage.get(PROMPT_TOKENS);
        return tokens != null && tokens.isIntegralNumber()
                ? new Usage(tokens.asLong(), null, null, null, null, null)
                : Usage.UNKNOWN;
    }

    @Override
    public JsonNode writeResponse(Response response, Request request, RequestFacts facts) {
        boolean encoded = BASE64.equals(request.encoding());
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (List<Double> vector : response.vectors()) {
            ObjectNode entry = Json.object().put("object", EMBEDDING).put(INDEX, data.size());
            entry.set(EMBEDDING, encoded ? Vectors.base64(vector) : Vectors.numbers(vector));
            data.add(entry);
        }
        body.put("model", response.model() == null ? facts.requestedModel() : response.model());
        long tokens = Usage.orZero(response.usage().inputTokens());
        body.putObject("usage").put(PROMPT_TOKENS, tokens).put("total_tokens", tokens);
        return body;
    }
}
