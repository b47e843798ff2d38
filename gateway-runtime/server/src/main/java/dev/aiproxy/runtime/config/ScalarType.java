package dev.aiproxy.runtime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type whose values are single words or texts.
 *
 * @param choices what is suggested for a misspelt value
 */
record ScalarType<T>(String expects, Parser<T> parser, List<String> choices) implements OptionType<T> {
    /** Turns text into a value. */
    interface Parser<T> {
        /** The value; null if the text is none. */
        @Nullable
        T parse(String text, Place place);
    }

    ScalarType(String expects, Parser<T> parser) {
        this(expects, parser, List.of());
    }

    @Override
    public @Nullable T read(YamlNode node, Place place) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            place.report(node.at(), "must be " + expects);
            return null;
        }
        T value = parser.parse(scalar.text(), place);
        if (value == null) {
            place.report(scalar.at(), "must be " + expects, Suggestions.nearest(scalar.text(), choices));
        }
        return value;
    }

    @Override
    public ObjectNode schema() {
        return choices.isEmpty() ? JsonSchema.scalar() : JsonSchema.choice(choices);
    }
}
