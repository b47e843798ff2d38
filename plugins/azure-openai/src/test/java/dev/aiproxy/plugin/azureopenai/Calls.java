package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials and calls as the gateway would make them. */
final class Calls {
    static final String BASE = "https://res.openai.azure.com";

    private Calls() {}

    /** @param options names and values in turn */
    static Entry entry(String base, @Nullable String key, Object... options) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "api-version", "v1",
                "stream-usage", "auto",
                "scope", "https://cognitiveservices.azure.com/.default",
                "authority", URI.create("https://login.microsoftonline.com")));
        for (int i = 0; i < options.length; i += 2) {
            values.put((String) options[i], options[i + 1]);
        }
        return new Entry(URI.create(base), key == null ? null : Secret.of(key), Options.of(values));
    }

    static UpstreamCall chat(Credential credential, String model) {
        return call(credential, Operation.CHAT, model, false);
    }

    static UpstreamCall call(Credential credential, Operation operation, String model, boolean stream) {
        RequestFacts facts = new RequestFacts(
                "r",
                Endpoint.post("/v1/chat/completions", operation),
                model,
                stream,
                Map.of(),
                Map.of(),
                Headers.none(),
                Instant.EPOCH,
                prefix -> prefix + "1");
        return new UpstreamCall(
                operation,
                credential,
                AzureProvider.OPENAI,
                model,
                stream,
                facts,
                Optional.empty(),
                ByteBuffer.allocate(0));
    }

    static UpstreamCall withToken(UpstreamCall call, String token) {
        return new UpstreamCall(
                call.operation(),
                call.credential(),
                call.format(),
                call.upstreamModel(),
                call.stream(),
                call.client(),
                Optional.of(Secret.of(token)),
                call.body());
    }

    record Entry(URI baseUrl, @Nullable Secret key, Options options) implements Credential {
        @Override
        public String name() {
            return "azure-openai-1";
        }

        @Override
        public Optional<Secret> apiKey() {
            return Optional.ofNullable(key);
        }
    }
}
