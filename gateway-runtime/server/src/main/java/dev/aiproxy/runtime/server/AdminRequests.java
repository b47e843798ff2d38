package dev.aiproxy.runtime.server;

import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.metrics.EdgeRecord;
import dev.aiproxy.runtime.metrics.RecentExchanges;
import dev.aiproxy.runtime.server.AdminHandler.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/requests}: what became of the last exchanges; never what they said. */
final class AdminRequests {
    private static final int LONGEST_NAME = 200;

    private final RecentExchanges recent;

    AdminRequests(RecentExchanges recent) {
        this.recent = recent;
    }

    Answer list() {
        ObjectNode body = Json.object();
        ArrayNode requests = body.putArray("requests");
        recent.list().forEach(exchange -> requests.add(render(exchange)));
        ArrayNode refused = body.putArray("refused");
        recent.refusals().forEach(request -> refused.add(render(request)));
        return new Answer(200, body);
    }

    private static ObjectNode render(EdgeRecord request) {
        return Json.object()
                .put("id", request.requestId())
                .put("time", request.at().toString())
                .put(
                        "format",
                        request.format() == null ? null : request.format().id())
                .put(
                        "operation",
                        request.operation() == null ? null : request.operation().id())
                .put("client", request.client())
                .put("status", request.status())
                .put("error", request.error() == null ? null : request.error().name());
    }

    private static ObjectNode render(ExchangeRecord exchange) {
        ObjectNode node = Json.object();
        node.put("id", exchange.requestId())
                .put("time", exchange.receivedAt().toString())
                .put("format", exchange.clientFormat().id())
                .put("operation", exchange.operation().id())
                .put("stream", exchange.stream())
                .put("client", exchange.clientAddress())
                .put("key", exchange.clientKey())
                .put("model", cut(exchange.requestedModel()))
                .put("provider", exchange.provider())
                .put("credential", exchange.credential())
                .put("upstream-model", exchange.upstreamModel() == null ? null : cut(exchange.upstreamModel()))
                .put("attempts", exchange.attempts())
                .put("status", exchange.status())
                .put("error", exchange.error() == null ? null : exchange.error().name());
        node.putObject("tokens")
                .put("input", exchange.usage().inputTokens())
                .put("cached-input", exchange.usage().cachedInputTokens())
                .put("output", exchange.usage().outputTokens())
                .put("reasoning", exchange.usage().reasoningTokens());
        node.put("latency-ms", millis(exchange.duration()))
                .put("time-to-first-token-ms", millis(exchange.timeToFirstToken()))
                .put("upstream-id", exchange.upstreamRequestId())
                .put("trace", exchange.traceId());
        return node;
    }

    /** Clients name models as they like. */
    private static String cut(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
