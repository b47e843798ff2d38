package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Reads a client's request. */
final class RequestReader {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "contents",
            "systemInstruction",
            "system_instruction",
            "tools",
            "toolConfig",
            "tool_config",
            "generationConfig",
            "generation_config",
            "safetySettings",
            "safety_settings",
            "labels");

    private final Seals seals;

    RequestReader(Seals seals) {
        this.seals = seals;
    }

    ChatRequest read(Fields body) {
        if (body.value("cachedContent") != null) {
            throw GatewayException.unsupported(
                    "cachedContent", "cachedContent: the model that answers does not know Google's cached contents");
        }
        Fields config = body.object("generationConfig");
        SettingsReader settings = new SettingsReader(config == null ? emptyConfig(body) : config);
        return new ChatRequest(
                messages(body),
                ToolReader.read(body),
                settings.sampling(),
                settings.output(),
                settings.reasoning(),
                Attribution.NONE,
                unknown(body));
    }

    private static Fields emptyConfig(Fields body) {
        return Fields.of(Json.object(), body.at("generationConfig")).orSnakeCase();
    }

    private List<Message> messages(Fields body) {
        List<Message> messages = new ArrayList<>();
        Fields instruction = body.object("systemInstruction");
        String system = instruction == null ? "" : instruction(instruction);
        if (!system.isEmpty()) {
            messages.add(Message.text(Role.SYSTEM, system));
        }
        if (body.value("contents") == null) {
            throw Fields.wrong("contents", "is missing");
        }
        ContentReader reader = new ContentReader(seals);
        int before = messages.size();
        Repeated.forEach(body, "contents", content -> messages.addAll(reader.read(content)));
        if (messages.size() == before) {
            throw Fields.wrong("contents", "must not be empty");
        }
        return messages;
    }

    /** The system's text, its parts joined (Q-GC-1). */
    private static String instruction(Fields content) {
        StringJoiner text = new StringJoiner("\n");
        Repeated.forEach(content, "parts", part -> {
            String more = part.text("text");
            if (more != null && !more.isEmpty()) {
                text.add(more);
            }
        });
        return text.toString();
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
