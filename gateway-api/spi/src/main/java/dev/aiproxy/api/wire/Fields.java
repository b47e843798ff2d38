package dev.aiproxy.api.wire;

import dev.aiproxy.api.error.GatewayException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of an object in a client's request, read so that every complaint names its place. A JSON null counts as absent.
 *
 * @param node the object
 * @param path where it stands, such as {@code messages[2].content}; empty for the top
 * @param otherSpelling a second name under which a member is looked for; the identity where names have one spelling
 */
public record Fields(ObjectNode node, String path, UnaryOperator<String> otherSpelling) {
    /** The members of a whole body. */
    public static Fields of(ObjectNode body) {
        return new Fields(body, "", UnaryOperator.identity());
    }

    /** The members of a value that must be an object. */
    public static Fields of(JsonNode node, String path) {
        return of(node, path, UnaryOperator.identity());
    }

    private static Fields of(JsonNode node, String path, UnaryOperator<String> otherSpelling) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path, otherSpelling);
        }
        throw wrong(path, "must be an object");
    }

    /** The same members; those named {@code likeThis} may also be spelt {@code like_this}, here and further down. */
    public Fields orSnakeCase() {
        return new Fields(node, path, Fields::snakeCase);
    }

    /** The place of a member. */
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The member's value; null if it is absent or JSON null. */
    public @Nullable JsonNode value(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            value = node.get(otherSpelling.apply(name));
        }
        return value == null || value.isNull() ? null : value;
    }

    /** A member that must be an object. */
    public @Nullable Fields object(String name) {
        JsonNode value = value(name);
        return value == null ? null : of(value, at(name), otherSpelling);
    }

    /** As {@link #object}, but it must be there. */
    public Fields requiredObject(String name) {
        Fields object = object(name);
        if (object == null) {
            throw wrong(at(name), "is missing");
        }
        return object;
    }

    /** A member that must be a string. */
    public @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isString()) {
            throw wrong(at(name), "must be a string");
        }
        return value == null ? null : value.asString();
    }

    /** As {@link #text}, but it must be there and not be empty. */
    public String requiredText(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw wrong(at(name), text == null ? "is missing" : "must not be empty");
        }
        return text;
    }

    /** A member that must be true or false. */
    public @Nullable Boolean bool(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(at(name), "must be true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    /** A member that must be a number. */
    public @Nullable BigDecimal decimal(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isNumber()) {
            throw wrong(at(name), "must be a number");
        }
        return value == null ? null : value.decimalValue();
    }

    /** A member that must be a whole number, however it is spelt. */
    public @Nullable Long integer(String name) {
        BigDecimal value = decimal(name);
        if (value == null) {
            return null;
        }
        if (value.precision() - value.scale() > 18 || value.stripTrailingZeros().scale() > 0) {
            throw wrong(at(name), "must be an integer");
        }
        return value.longValue();
    }

    /** A member that must be a whole number of at least {@code least}. */
    public @Nullable Integer integer(String name, int least) {
        Long value = integer(name);
        if (value == null) {
            return null;
        }
        if (value < least || value > Integer.MAX_VALUE) {
            throw wrong(at(name), "must be an integer of at least " + least);
        }
        return value.intValue();
    }

    /** Calls {@code item} with each element of an array; does nothing if it is absent. */
    public void forEach(String name, Consumer<Fields> item) {
        JsonNode value = value(name);
        if (value == null) {
            return;
        }
        if (!value.isArray()) {
            throw wrong(at(name), "must be an array");
        }
        for (int i = 0; i < value.size(); i++) {
            item.accept(of(value.path(i), at(name) + "[" + i + "]", otherSpelling));
        }
    }

    /** The strings of an array, or a string by itself; empty if it is absent. */
    public List<String> texts(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        if (value.isString()) {
            return List.of(value.asString());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!value.isArray() || !element.isString()) {
                throw wrong(at(name), "must be a string or an array of strings");
            }
            texts.add(element.asString());
        }
        return texts;
    }

    /** A complaint about a place, to be thrown. */
    public static GatewayException wrong(String at, String complaint) {
        return GatewayException.invalid(at, at + ": " + complaint);
    }

    private static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
