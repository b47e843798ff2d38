package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A configuration as an operator may see it. What is not known to be harmless is hidden. */
final class ShownConfig {
    private static final String HIDDEN = "***";

    private ShownConfig() {}

    static ObjectNode of(Values values, List<ProviderConfig> providers) {
        ObjectNode shown = Json.object();
        RuntimeOptions.ALL.forEach(
                option -> values.find(option).ifPresent(value -> shown.set(option.path(), value(value))));
        ObjectNode sections = shown.putObject("providers");
        providers.forEach(provider -> sections.set(provider.providerId(), provider(provider)));
        return shown;
    }

    private static ObjectNode provider(ProviderConfig provider) {
        ObjectNode node = options(provider.topLevel());
        ArrayNode credentials = node.putArray("credentials");
        provider.credentials().forEach(credential -> credentials.add(credential(credential)));
        return node;
    }

    private static ObjectNode credential(CredentialConfig credential) {
        ObjectNode node = Json.object().put("name", credential.name());
        credential.apiKey().ifPresent(key -> node.put("api-key", HIDDEN));
        node.set("base-url", value(credential.baseUrl()));
        node.put("prefix", credential.prefix());
        node.set("models", value(credential.models()));
        node.set("excluded-models", value(credential.excludedModels()));
        node.put("priority", credential.priority())
                .put("weight", credential.weight())
                .put("disabled", credential.disabled())
                .put("discover-models", credential.discoversModels());
        ObjectNode headers = node.putObject("headers");
        credential.headers().names().forEach(name -> headers.put(name, HIDDEN));
        putIfAny(node, "proxy-url", credential.egress().proxy());
        putIfAny(node, "connect-timeout", credential.egress().connectTimeout());
        putIfAny(node, "request-timeout", credential.egress().requestTimeout());
        node.setAll(options(credential.options()));
        return node;
    }

    private static void putIfAny(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.set(name, value(value));
        }
    }

    /** Of a plugin. What its maps hold is only known to the plugin. */
    private static ObjectNode options(Options options) {
        ObjectNode node = Json.object();
        options.names().stream()
                .sorted()
                .forEach(name -> options.find(name, Object.class)
                        .ifPresent(value -> node.set(name, value instanceof Map ? text(HIDDEN) : value(value))));
        return node;
    }

    private static JsonNode value(Object value) {
        if (value instanceof List<?> list) {
            ArrayNode array = Json.object().putArray("list");
            list.forEach(item -> array.add(value(item)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = Json.object();
            map.forEach((name, item) -> object.set(String.valueOf(name), value(item)));
            return object;
        }
        return value instanceof Secret ? text(HIDDEN) : scalar(value);
    }

    private static JsonNode scalar(Object value) {
        ObjectNode holder = Json.object();
        if (value instanceof Boolean truth) {
            return holder.put("it", truth).path("it");
        }
        if (value instanceof Long number) {
            return holder.put("it", number).path("it");
        }
        if (value instanceof String || value instanceof Path || value instanceof AddressRange) {
            return text(value.toString());
        }
        if (value instanceof Duration duration) {
            return text(duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms");
        }
        return compound(value);
    }

    private static JsonNode compound(Object value) {
        if (value instanceof URI uri) {
            return text(uri.getUserInfo() == null && uri.getQuery() == null ? uri.toString() : HIDDEN);
        }
        if (value instanceof ConfiguredFile file) {
            return text(file.path().toString());
        }
        if (value instanceof ProxyChoice proxy) {
            return text(proxy.url() == null ? "direct" : proxy.url().toString());
        }
        if (value instanceof ModelMapping model) {
            return Json.object().put("id", model.id()).put("alias", model.alias());
        }
        if (value instanceof ClientKey key) {
            return Json.object().put("name", key.name()).put("key", HIDDEN);
        }
        return text(HIDDEN);
    }

    private static JsonNode text(String text) {
        return StringNode.valueOf(text);
    }
}
