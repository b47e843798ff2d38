package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Citation;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.plugin.openai.chat.FinishReasons.Content;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a complete answer of an upstream. */
final class ResponseReader {
    private final Calls calls;

    ResponseReader(Calls calls) {
        this.calls = calls;
    }

    ChatResponse read(JsonNode body) {
        JsonNode choices = body.path("choices");
        if (!choices.isArray()) {
            throw noCompletion(body);
        }
        List<ChatResponse.Choice> read = new ArrayList<>();
        choices.forEach(choice -> read.add(choice(choice, read.size())));
        return new ChatResponse(word(body, "id"), word(body, "model"), created(body), read, UsageWire.read(body));
    }

    /** Some compatible servers answer with an error under status 200. */
    private static GatewayException noCompletion(JsonNode body) {
        boolean error = body.path("error").isObject() || body.path("error").isString();
        return error
                ? new GatewayException(
                        ErrorCode.UPSTREAM_ERROR, OpenAiErrors.read(200, body).message())
                : new GatewayException(
                        ErrorCode.UPSTREAM_INVALID, "the provider's answer is no chat completion: it has no choices");
    }

    static @Nullable String word(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }

    static @Nullable Long created(JsonNode node) {
        JsonNode value = node.path("created");
        return value.isNumber() && value.canConvertToLong() && value.asLong() > 0 ? (Long) value.asLong() : null;
    }

    private ChatResponse.Choice choice(JsonNode choice, int position) {
        List<Part> parts = new ArrayList<>();
        Content content = message(choice.path("message"), parts);
        return new ChatResponse.Choice(
                choice.path("index").asInt(position),
                parts,
                FinishReasons.read(word(choice, "finish_reason"), content),
                null);
    }

    private Content message(JsonNode message, List<Part> parts) {
        String reasoning = reasoning(message);
        if (!reasoning.isEmpty()) {
            parts.add(new Part.Reasoning(reasoning, null));
        }
        text(message, parts);
        message.path("images").forEach(image -> image(image, parts));
        String refusal = message.path("refusal").asString("");
        if (!refusal.isEmpty()) {
            parts.add(new Part.Refusal(refusal));
        }
        int before = parts.size();
        message.path("tool_calls").forEach(call -> parts.add(call(call)));
        if (message.path("function_call").isObject()) {
            parts.add(functionCall(message.path("function_call")));
        }
        return parts.size() > before ? Content.CALLS : refusal.isEmpty() ? Content.WORDS : Content.REFUSAL;
    }

    /** The de-facto field and its variant. */
    static String reasoning(JsonNode message) {
        String text = message.path("reasoning_content").asString("");
        return text.isEmpty() ? message.path("reasoning").asString("") : text;
    }

    private static void text(JsonNode message, List<Part> parts) {
        StringBuilder text = new StringBuilder(message.path("content").asString(""));
        if (message.path("content").isArray()) {
            message.path("content")
                    .forEach(part -> text.append(part.path("text").asString("")));
        }
        if (!text.isEmpty()) {
            List<Citation> citations = new ArrayList<>();
            message.path("annotations").forEach(raw -> citations.add(new Citation(ChatFormat.ID, raw)));
            parts.add(new Part.Text(text.toString(), citations, null, null));
        }
    }

    private static void image(JsonNode image, List<Part> parts) {
        image(image).ifPresent(parts::add);
    }

    static Optional<Part> image(JsonNode image) {
        String url = image.path("image_url").path("url").asString("");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            MediaSource source = DataUrls.source(url, "images");
            return Optional.of(new Part.Image(source, null, null));
        } catch (GatewayException unreadable) {
            return Optional.empty();
        }
    }

    private Part call(JsonNode call) {
        String id = calls.id(call.path("id"));
        JsonNode custom = call.path("custom");
        if (custom.isObject()) {
            String input = custom.path("input").asString("");
            return Part.ToolCall.of(
                    id, calls.name(custom), Json.text(Json.object().put("input", input)));
        }
        JsonNode function = call.path("function");
        return new Part.ToolCall(id, calls.name(function), arguments(function), Calls.signature(call), null);
    }

    private Part functionCall(JsonNode function) {
        return Part.ToolCall.of(calls.newId(), calls.name(function), arguments(function));
    }

    private static String arguments(JsonNode function) {
        JsonNode arguments = function.path("arguments");
        String text = arguments.isObject() ? Json.text(arguments) : arguments.asString("");
        return text.isBlank() ? "{}" : text;
    }
}
