package dev.aiproxy.api.chat;

import java.util.List;

/** Whether and what the model must call. An absent choice is a null field, not a kind. */
public sealed interface ToolChoice {
    /** The model decides whether to call. */
    record Auto() implements ToolChoice {}

    /** No call. */
    record None() implements ToolChoice {}

    /** At least one call, of any tool. */
    record Required() implements ToolChoice {}

    /**
     * A call of exactly this function.
     *
     * @param name the function's name as the client knows it
     */
    record Named(String name) implements ToolChoice {}

    /**
     * Only these functions may be called.
     *
     * @param names the functions
     * @param required whether one of them must be called
     */
    record Allowed(List<String> names, boolean required) implements ToolChoice {
        /** Copies the list. */
        public Allowed {
            names = List.copyOf(names);
        }
    }
}
