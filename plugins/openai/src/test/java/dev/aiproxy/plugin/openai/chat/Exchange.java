package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An exchange of this format. */
final class Exchange extends CodecExchange {
    static final WireFormat CLAUDE = WireFormat.of("claude");
    static final WireFormat GEMINI = WireFormat.of("gemini");

    Exchange() {
        super(new ChatFormat(), Endpoint.post("/v1/chat/completions", Operation.CHAT), "upstream-model", CLAUDE);
    }

    /** The stream of a client that asked for usage, or did not. */
    String writeStream(boolean usageAsked, List<ChatEvent> events) {
        return writeStream(new ChatStreamWriter(facts(), new Seals(state()), usageAsked), events);
    }

    static String sse(String... data) {
        return Arrays.stream(data).map(payload -> SseEvent.of(payload).render()).collect(Collectors.joining());
    }
}
