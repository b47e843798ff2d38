package dev.aiproxy.plugin.ollama.chat;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a client's request. */
final class RequestReader {
    static final String MESSAGES = "messages";

    private static final Set<String> KNOWN =
            Set.of("model", "stream", MESSAGES, "tools", "think", "format", "options", "logprobs", "top_logprobs");

    private final MessageReader messageReader;

    RequestReader(Seals seals) {
        this.messageReader = new MessageReader(seals);
    }

    ChatRequest read(Fields body) {
        List<Message> messages = new ArrayList<>();
        body.forEach(MESSAGES, message -> messages.add(messageReader.read(message)));
        if (messages.isEmpty()) {
            throw Fields.wrong(MESSAGES, "there is no message to answer");
        }
        return new ChatRequest(
                messages,
                ToolReader.read(body),
                SettingsReader.sampling(body),
                SettingsReader.output(body),
                SettingsReader.reasoning(body),
                Attribution.NONE,
                unknown(body));
    }

    private static Map<String, JsonNode> unknown(Fields body) {
        Map<String, JsonNode> unknown = new LinkedHashMap<>();
        body.node().forEachEntry((name, value) -> {
            if (!KNOWN.contains(name)) {
                unknown.put(name, value);
            }
        });
        return unknown;
    }
}
