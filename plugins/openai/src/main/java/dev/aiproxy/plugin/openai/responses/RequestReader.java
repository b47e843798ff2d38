package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Fields;
import dev.aiproxy.plugin.openai.chat.CommonSettings;
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
            "input",
            "instructions",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_tool_calls",
            "temperature",
            "top_p",
            "top_logprobs",
            "max_output_tokens",
            "text",
            "reasoning",
            "user",
            "safety_identifier",
            "metadata",
            "service_tier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "store",
            "include",
            "truncation",
            "background",
            "previous_response_id",
            "conversation",
            "prompt");

    private final Seals seals;

    RequestReader(Seals seals) {
        this.seals = seals;
    }

    ChatRequest read(Fields body) {
        StoredState.refuse(body);
        return new ChatRequest(
                messages(body),
                ToolReader.read(body),
                SettingsReader.sampling(body),
                SettingsReader.output(body),
                SettingsReader.reasoning(body),
                CommonSettings.attribution(body),
                unknown(body));
    }

    private List<Message> messages(Fields body) {
        List<Message> messages = new ArrayList<>();
        JsonNode instructions = body.value("instructions");
        if (instructions != null
                && instructions.isString()
                && !instructions.asString().isEmpty()) {
            messages.add(Message.text(Role.SYSTEM, instructions.asString()));
        } else if (instructions != null && !instructions.isString()) {
            throw Fields.wrong("instructions", "must be a string");
        }
        List<Message> input = new InputReader(seals).read(body);
        if (input.isEmpty() && messages.isEmpty()) {
            throw Fields.wrong("input", "must not be empty");
        }
        messages.addAll(input);
        return messages;
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
