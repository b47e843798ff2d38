package dev.aiproxy.api.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A conversation to be continued, free of any wire format. The model stands outside (it is the route's business), and so does
 * streaming.
 *
 * <p>Invariant that readers establish and writers may rely on: tool results stand in {@link Role#TOOL} messages of their own.
 * {@link Conversations} has the operations that writers share.
 *
 * @param messages the turns in order, system and developer turns in their places
 * @param tooling {@link Tooling#NONE} without tools
 * @param sampling {@link Sampling#DEFAULT} if nothing was given
 * @param output {@link Output#DEFAULT} if nothing was given
 * @param reasoning null if the client said nothing about thinking
 * @param attribution {@link Attribution#NONE} if nothing was given
 * @param unknown top-level fields that the reader did not know, in order; writers of other formats leave them out
 */
public record ChatRequest(
        List<Message> messages,
        Tooling tooling,
        Sampling sampling,
        Output output,
        @Nullable ReasoningOptions reasoning,
        Attribution attribution,
        Map<String, JsonNode> unknown) {
    /** Copies the list and the map, in their order. */
    public ChatRequest {
        messages = List.copyOf(messages);
        unknown = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(unknown));
    }

    /** A conversation about which nothing else is said. */
    public static ChatRequest of(List<Message> messages) {
        return new ChatRequest(
                messages, Tooling.NONE, Sampling.DEFAULT, Output.DEFAULT, null, Attribution.NONE, Map.of());
    }

    /** The same request with other turns. */
    public ChatRequest withMessages(List<Message> replaced) {
        return new ChatRequest(replaced, tooling, sampling, output, reasoning, attribution, unknown);
    }

    /** The same request with other tools. */
    public ChatRequest withTooling(Tooling replaced) {
        return new ChatRequest(messages, replaced, sampling, output, reasoning, attribution, unknown);
    }

    /** The same request with other sampling. */
    public ChatRequest withSampling(Sampling replaced) {
        return new ChatRequest(messages, tooling, replaced, output, reasoning, attribution, unknown);
    }

    /** The same request with other limits on the answer. */
    public ChatRequest withOutput(Output replaced) {
        return new ChatRequest(messages, tooling, sampling, replaced, reasoning, attribution, unknown);
    }

    /** The same request with other wishes about thinking; null for none. */
    public ChatRequest withReasoning(@Nullable ReasoningOptions replaced) {
        return new ChatRequest(messages, tooling, sampling, output, replaced, attribution, unknown);
    }
}
