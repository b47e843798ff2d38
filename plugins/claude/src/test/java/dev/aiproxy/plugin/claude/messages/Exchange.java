package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.util.List;
import java.util.stream.Collectors;

/** An exchange of this format. */
final class Exchange extends CodecExchange {
    static final WireFormat OPENAI = WireFormat.of("openai");
    static final WireFormat GEMINI = WireFormat.of("gemini");

    Exchange() {
        super(new ClaudeFormat(), Endpoint.post("/v1/messages", Operation.CHAT), "claude-sonnet-4-5", OPENAI);
    }

    static String sse(String... data) {
        return SseEvent.typed(List.of(data)).stream().map(SseEvent::render).collect(Collectors.joining());
    }
}
