package dev.aiproxy.plugin.openaicompat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class OpenAiCompatProviderTest {
    private static final JsonEdit ASK = JsonEdit.set(Json.nodes().booleanNode(true), "stream_options", "include_usage");
    private static final String ASKING = "{\"stream_options\": {\"include_usage\" : true}}";

    private final OpenAiCompatProvider provider = new OpenAiCompatProvider();

    @Test
    void aKeyIsSentIfThereIsOne() {
        assertThat(provider.prepare(call(new Server("a", "auto", "sk-1"), "{}"))
                        .headers()
                        .first("authorization"))
                .contains("Bearer sk-1");
        assertThat(provider.prepare(call(new Server("a", "auto", null), "{}"))
                        .headers()
                        .first("authorization"))
                .isEmpty();
    }

    @Test
    void usageIsAskedForOnceTheServerAcceptedIt() {
        Credential server = new Server("a", "auto", null);
        assertThat(provider.splice(call(server, "{}"))).isEmpty();

        provider.succeeded(call(server, "{\"messages\":[]}"));
        assertThat(provider.splice(call(server, "{}"))).isEmpty();

        provider.succeeded(call(server, ASKING));
        assertThat(provider.splice(call(server, "{}"))).containsExactly(ASK);
        assertThat(provider.splice(call(new Server("b", "auto", null), "{}"))).isEmpty();
    }

    @Test
    void theOperatorDecidesOtherwise() {
        assertThat(provider.splice(call(new Server("a", "on", null), "{}"))).containsExactly(ASK);

        Credential off = new Server("b", "off", null);
        provider.succeeded(call(off, ASKING));
        assertThat(provider.splice(call(off, "{}"))).isEmpty();
    }

    @Test
    void aTranslatedStreamFollowsTheSameRule() {
        ObjectNode body = (ObjectNode) Json.parse(ASKING);
        provider.shape(body, call(new Server("a", "on", null), ""));
        assertThat(body.has("stream_options")).isTrue();

        provider.shape(body, call(new Server("a", "auto", null), ""));
        assertThat(body.has("stream_options")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"include_usage\":false}",
                "{\"content\":\"\\\"include_usage\\\":true\"}",
                "{\"include_usage\"",
                "{\"include_usage\":",
                ""
            })
    void onlyTheQuestionItselfCounts(String body) {
        Credential server = new Server("a", "auto", null);

        provider.succeeded(call(server, body));

        assertThat(provider.splice(call(server, "{}"))).isEmpty();
    }

    @Test
    void itClaimsNothingAndHasNoAddressOfItsOwn() {
        var spec = new OpenAiCompatProviderFactory().spec();

        assertThat(provider.claims("gpt-4o")).isFalse();
        assertThat(spec.configSection()).isEqualTo("openai-compatibility");
        assertThat(spec.defaultBaseUrl()).isNull();
        assertThat(ServiceLoader.load(ProviderFactory.class))
                .hasAtLeastOneElementOfType(OpenAiCompatProviderFactory.class);
    }

    private static UpstreamCall call(Credential credential, String body) {
        RequestFacts client = new RequestFacts(
                "r",
                Endpoint.post("/v1/chat/completions", Operation.CHAT),
                "m",
                true,
                Map.of(),
                Map.of(),
                Headers.none(),
                Instant.EPOCH,
                prefix -> prefix);
        return new UpstreamCall(
                Operation.CHAT,
                credential,
                OpenAiCompatProvider.OPENAI,
                "m",
                true,
                client,
                Optional.empty(),
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    private record Server(
            String name, String usage, @Nullable String key) implements Credential {
        @Override
        public Optional<Secret> apiKey() {
            return Optional.ofNullable(key).map(Secret::of);
        }

        @Override
        public URI baseUrl() {
            return URI.create("http://localhost:9/v1");
        }

        @Override
        public Options options() {
            return Options.of(Map.of(OpenAiCompatProvider.STREAM_USAGE, usage));
        }
    }
}
