package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An option's value as an operator may see it. Stars stand for what is a secret, what a placeholder was replaced by, a text whose
 * name sounds like a secret, and whatever is not known to be harmless.
 */
final class ShownValue {
    private static final JsonNode HIDDEN = StringNode.valueOf("***");
    private static final Pattern TELLING =
            Pattern.compile("(?i).*(key|token|secret|passw|passphrase|credential|auth|cookie|signature).*");
    private static final Pattern LOGIN = Pattern.compile("(?s).*://[^/\\s]*@.*");

    private ShownValue() {}

    /** A value that was read from nothing that a placeholder could stand in. */
    static JsonNode of(Object value) {
        return of("", value, null);
    }

    /**
     * @param name the option's path
     * @param source what the value was read from; null if it was not read from YAML
     */
    static JsonNode of(String name, Object value, @Nullable YamlNode source) {
        if (value instanceof List<?> list && source instanceof YamlNode.Sequence sequence) {
            return list(name, list, sequence);
        }
        if (value instanceof ClientKey key) {
            return Json.object().put("name", key.name()).set("key", HIDDEN);
        }
        if (value instanceof Headers headers) {
            ObjectNode names = Json.object();
            headers.names().forEach(header -> names.set(header, HIDDEN));
            return names;
        }
        if (value instanceof Map || value instanceof JsonNode || value instanceof PayloadRules.Rule) {
            return source == null ? HIDDEN : tree(name, source);
        }
        return source != null && filledIn(source) ? HIDDEN : single(name, value);
    }

    private static JsonNode list(String name, List<?> values, YamlNode.Sequence source) {
        if (values.size() != source.items().size()) {
            return HIDDEN;
        }
        ArrayNode items = Json.nodes().arrayNode();
        for (int i = 0; i < values.size(); i++) {
            items.add(of(name, values.get(i), source.items().get(i)));
        }
        return items;
    }

    /** A structure that keeps its form. */
    private static JsonNode tree(String name, YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            ObjectNode members = Json.object();
            mapping.entries().forEach(entry -> members.set(entry.key(), tree(entry.key(), entry.value())));
            return members;
        }
        if (node instanceof YamlNode.Sequence sequence) {
            ArrayNode items = Json.nodes().arrayNode();
            sequence.items().forEach(item -> items.add(tree(name, item)));
            return items;
        }
        JsonNode value = JsonType.json(node);
        return filledIn(node) || (value.isString() && telling(name, value.stringValue())) ? HIDDEN : value;
    }

    private static boolean filledIn(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.entries().stream().anyMatch(entry -> filledIn(entry.value()));
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items().stream().anyMatch(ShownValue::filledIn);
        }
        return node instanceof YamlNode.Scalar scalar && scalar.filledIn();
    }

    private static boolean telling(String name, String text) {
        return TELLING.matcher(name).matches() || LOGIN.matcher(text).matches();
    }

    private static JsonNode single(String name, Object value) {
        if (value instanceof Secret) {
            return HIDDEN;
        }
        if (value instanceof String text) {
            return telling(name, text) ? HIDDEN : StringNode.valueOf(text);
        }
        if (value instanceof Boolean truth) {
            return BooleanNode.valueOf(truth);
        }
        if (value instanceof Long number) {
            return LongNode.valueOf(number);
        }
        if (value instanceof ModelMapping model) {
            return Json.object().put("id", model.id()).put("alias", model.alias());
        }
        String text = printed(value);
        return text == null ? HIDDEN : StringNode.valueOf(text);
    }

    /** As text; null if nothing is known of such values. */
    private static @Nullable String printed(Object value) {
        if (value instanceof Path || value instanceof AddressRange) {
            return value.toString();
        }
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
        }
        if (value instanceof URI uri) {
            return uri.getUserInfo() == null && uri.getQuery() == null ? uri.toString() : null;
        }
        if (value instanceof ConfiguredFile file) {
            return file.path().toString();
        }
        if (value instanceof ProxyChoice proxy) {
            return proxy.url() == null ? "direct" : proxy.url().toString();
        }
        return null;
    }
}
