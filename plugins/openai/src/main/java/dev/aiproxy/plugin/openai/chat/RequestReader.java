package dev.aiproxy.plugin.openai.chat;

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
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "functions",
            "function_call",
            "temperature",
            "top_p",
            "top_k",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "n",
            "logprobs",
            "top_logprobs",
            "max_tokens",
            "max_completion_tokens",
            "response_format",
            "verbosity",
            "modalities",
            "reasoning_effort",
            "user",
            "safety_identifier",
            "metadata",
            "service_tier",
            "prompt_cache_key",
            "store");

    private final Seals seals;

    RequestReader(Seals seals) {
        this.seals = seals;
    }

    ChatRequest read(Fields body) {
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
        if (body.value("messages") == null) {
            throw Fields.wrong("messages", "is missing");
        }
        List<Message> messages = new ArrayList<>();
        MessageReader reader = new MessageReader(seals);
        body.forEach("messages", message -> messages.add(reader.read(message)));
        if (messages.isEmpty()) {
            throw Fields.wrong("messages", "must not be empty");
        }
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
