package dev.aiproxy.api.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a request.
 *
 * @param tools what may be called, in order; empty for none
 * @param choice null if the client left it to the provider
 * @param parallel whether several calls in one answer are wanted, null if not said
 */
public record Tooling(
        List<Tool> tools,
        @Nullable ToolChoice choice,
        @Nullable Boolean parallel) {
    /** No tools. */
    public static final Tooling NONE = new Tooling(List.of(), null, null);

    /** Copies the list. */
    public Tooling {
        tools = List.copyOf(tools);
    }
}
