package dev.aiproxy.plugin.openai.chat;

import dev.aiproxy.api.error.GatewayException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The members of an object in a client's request, read so that every complaint names its place. JSON null counts as absent. */
record Fields(ObjectNode node, String path) {
    static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw wrong(path, "must be an object");
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Nullable
    JsonNode value(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = value(name);
        return value == null ? null : of(value, at(name));
    }

    Fields requiredObject(String name) {
        Fields object = object(name);
        if (object == null) {
            throw wrong(at(name), "is missing");
        }
        return object;
    }

    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isString()) {
            throw wrong(at(name), "must be a string");
        }
        return value == null ? null : value.asString();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw wrong(at(name), text == null ? "is missing" : "must not be empty");
        }
        return text;
    }

    @Nullable
    Boolean bool(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(at(name), "must be true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    @Nullable
    BigDecimal decimal(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isNumber()) {
            throw wrong(at(name), "must be a number");
        }
        return value == null ? null : value.decimalValue();
    }

    @Nullable
    Long integer(String name) {
        BigDecimal value = decimal(name);
        if (value == null) {
            return null;
        }
        if (value.precision() - value.scale() > 18 || value.stripTrailingZeros().scale() > 0) {
            throw wrong(at(name), "must be an integer");
        }
        return value.longValue();
    }

    @Nullable
    Integer integer(String name, int least) {
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
    void forEach(String name, Consumer<Fields> item) {
        JsonNode value = value(name);
        if (value == null) {
            return;
        }
        if (!value.isArray()) {
            throw wrong(at(name), "must be an array");
        }
        for (int i = 0; i < value.size(); i++) {
            item.accept(of(value.path(i), at(name) + "[" + i + "]"));
        }
    }

    /** The strings of an array, or a string by itself; empty if it is absent. */
    List<String> texts(String name) {
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

    static GatewayException wrong(String at, String complaint) {
        return GatewayException.invalid(at, at + ": " + complaint);
    }
}
