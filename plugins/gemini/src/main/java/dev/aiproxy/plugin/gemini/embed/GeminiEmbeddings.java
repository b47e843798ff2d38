package dev.aiproxy.plugin.gemini.embed;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EmbeddingsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.gemini.naming.ModelName;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code :embedContent} for one text and {@code :batchEmbedContents} for many (https://ai.google.dev/api/embeddings). Clients may use
 * either; upstreams are always asked with the latter.
 */
public final class GeminiEmbeddings implements EmbeddingsCodec {
    private static final String SINGLE = ":embedContent";
    private static final String VALUES = "values";

    /** Whether a request is answered with one embedding instead of a list. */
    public static boolean isSingle(RequestFacts client) {
        return client.endpoint().path().endsWith(SINGLE);
    }

    @Override
    public Request readRequest(ObjectNode body, RequestFacts facts) {
        return isSingle(facts) ? EmbedRequests.single(body) : EmbedRequests.batch(body);
    }

    @Override
    public ObjectNode writeRequest(Request request, TargetFacts facts) {
        ObjectNode body = Json.object();
        ArrayNode requests = body.putArray("requests");
        for (String text : request.texts()) {
            ObjectNode one = requests.addObject().put(ModelName.MEMBER, ModelName.of(facts.upstreamModel()));
            one.putObject("content").putArray("parts").addObject().put("text", text);
            if (request.taskType() != null) {
                one.put("taskType", request.taskType());
            }
            if (request.dimensions() != null) {
                one.put("outputDimensionality", request.dimensions());
            }
        }
        return body;
    }

    @Override
    public Response readResponse(JsonNode body) {
        JsonNode embeddings = body.path("embeddings");
        if (!embeddings.isArray()) {
            throw new GatewayException(ErrorCode.UPSTREAM_INVALID, "the provider's answer holds no embeddings");
        }
        List<List<Double>> vectors = new ArrayList<>();
        embeddings.forEach(embedding -> vectors.add(
                embedding.path(VALUES).valueStream().map(JsonNode::doubleValue).toList()));
        return new Response(vectors, null, usage(body.path("usageMetadata").path("promptTokenCount")));
    }

    private static Usage usage(JsonNode tokens) {
        return tokens.isIntegralNumber() ? new Usage(tokens.asLong(), null, null, null, null, null) : Usage.UNKNOWN;
    }

    @Override
    public JsonNode writeResponse(Response response, Request request, RequestFacts facts) {
        ObjectNode body = Json.object();
        if (isSingle(facts)) {
            fill(body.putObject("embedding"), response.vectors().get(0));
        } else {
            ArrayNode embeddings = body.putArray("embeddings");
            response.vectors().forEach(vector -> fill(embeddings.addObject(), vector));
        }
        return body;
    }

    private static void fill(ObjectNode embedding, List<Double> vector) {
        ArrayNode values = embedding.putArray(VALUES);
        vector.forEach(values::add);
    }
}
