package dev.aiproxy.plugin.gemini.embed;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.EmbeddingsCodec.Request;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a client wants embedded. */
final class EmbedRequests {
    private static final String DIMENSIONS = "outputDimensionality";
    private static final String TASK = "taskType";

    private EmbedRequests() {}

    static Request single(ObjectNode body) {
        Fields fields = Fields.of(body).orSnakeCase();
        return new Request(List.of(text(fields)), fields.integer(DIMENSIONS, 1), null, fields.text(TASK), null);
    }

    static Request batch(ObjectNode body) {
        List<Fields> requests = new ArrayList<>();
        Fields.of(body).orSnakeCase().forEach("requests", requests::add);
        if (requests.isEmpty()) {
            throw Fields.wrong("requests", "must not be empty");
        }
        Fields first = requests.get(0);
        requests.forEach(request -> requireSame(first, request));
        return new Request(
                requests.stream().map(EmbedRequests::text).toList(),
                first.integer(DIMENSIONS, 1),
                null,
                first.text(TASK),
                null);
    }

    /** Other formats say this once for all texts. */
    private static void requireSame(Fields first, Fields other) {
        if (!Objects.equals(first.integer(DIMENSIONS, 1), other.integer(DIMENSIONS, 1))) {
            String at = other.at(DIMENSIONS);
            throw GatewayException.unsupported(
                    at, at + ": the provider of this model embeds all texts of a request with the same length");
        }
    }

    private static String text(Fields request) {
        StringJoiner text = new StringJoiner("\n");
        request.requiredObject("content").forEach("parts", part -> {
            String piece = part.text("text");
            if (piece == null) {
                throw GatewayException.unsupported(
                        part.path(), part.path() + ": the provider of this model embeds text only");
            }
            text.add(piece);
        });
        return text.toString();
    }
}
