package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a client's request. */
final class RequestReader {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "system",
            "max_tokens",
            "stream",
            "tools",
            "tool_choice",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "thinking",
            "output_config",
            "output_format",
            "metadata",
            "service_tier");

    private final MessageReader messages;

    RequestReader(Memory memory) {
        this.messages = new MessageReader(memory);
    }

    ChatRequest read(Fields body) {
        return new ChatRequest(
                messages(body),
                ToolReader.read(body),
                SettingsReader.sampling(body),
                SettingsReader.output(body),
                SettingsReader.reasoning(body),
                SettingsReader.attribution(body),
                unknown(body));
    }

    private List<Message> messages(Fields body) {
        if (body.value("messages") == null) {
            throw Fields.wrong("messages", "is missing");
        }
        List<Message> read = new ArrayList<>();
        if (body.value("system") != null) {
            List<Part> parts = messages.content(body, "system").stream()
                    .filter(part -> !part.equals(Part.Text.of("")))
                    .toList();
            if (!parts.isEmpty()) {
                read.add(Message.of(Role.SYSTEM, parts));
            }
        }
        int instructions = read.size();
        body.forEach("messages", message -> read.addAll(messages.read(message)));
        if (read.size() == instructions) {
            throw Fields.wrong("messages", "must not be empty");
        }
        return read;
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
