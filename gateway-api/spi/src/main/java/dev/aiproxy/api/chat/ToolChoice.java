package dev.aiproxy.api.chat;

import java.util.List;

/** Whether and what the model must call. An absent choice is a null field, not a kind. */
public sealed interface ToolChoice {
    record Auto() implements ToolChoice {}

    record None() implements ToolChoice {}

    /** At least one call, of any tool. */
    record Required() implements ToolChoice {}

    /** A call of exactly this function. */
    record Named(String name) implements ToolChoice {}

    /** Only these functions; {@code required} tells whether one must be called. */
    record Allowed(List<String> names, boolean required) implements ToolChoice {
        public Allowed {
            names = List.copyOf(names);
        }
    }
}
