package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** An exchange of this format, whose client asks for server-sent events. */
final class Exchange extends CodecExchange {
    static final WireFormat CLAUDE = WireFormat.of("claude");

    Exchange() {
        super(
                new GeminiFormat(),
                Endpoint.post("/v1beta/models/{model}:streamGenerateContent", Operation.CHAT),
                "gemini-3-pro-preview",
                CLAUDE);
        asking(Map.of("alt", "sse"));
    }

    TargetFacts target(String model) {
        TargetFacts known = target();
        return new TargetFacts(
                known.provider(), model, known.stream(), known.clientFormat(), known.receivedAt(), known.ids());
    }

    ObjectNode write(String model, ChatRequest request) {
        return new GeminiUpstream(target(model)).writeRequest(request);
    }

    static String sse(String... data) {
        return Arrays.stream(data).map(payload -> SseEvent.of(payload).render()).collect(Collectors.joining());
    }
}
