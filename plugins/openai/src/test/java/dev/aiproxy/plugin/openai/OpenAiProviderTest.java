package dev.aiproxy.plugin.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class OpenAiProviderTest {
    private static final JsonEdit ASK = JsonEdit.set(Json.nodes().booleanNode(true), "stream_options", "include_usage");

    private final OpenAiProvider provider = new OpenAiProvider();

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com,https://api.openai.com/v1/chat/completions",
        "http://localhost:9/v1,http://localhost:9/v1/chat/completions",
        "https://example.com/team/v1beta/openai,https://example.com/team/v1beta/openai/chat/completions"
    })
    void theKeyTravelsInAHeaderOnly(String base, String url) {
        UpstreamRequest request = provider.prepare(call(Operation.CHAT, base, "auto", true));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo(URI.create(url));
        assertThat(request.headers().first("authorization")).contains("Bearer sk-1");
        assertThat(request.headers().first("content-type")).contains("application/json");
    }

    @Test
    void modelsAreListedWithGet() {
        UpstreamRequest request = provider.prepare(call(Operation.MODELS, "https://api.openai.com", "auto", false));

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.url()).isEqualTo(URI.create("https://api.openai.com/v1/models"));
    }

    @Test
    void itClaimsItsOwnFamilies() {
        assertThat(new String[] {"gpt-4o", "gpt-5-mini", "o1", "o3-mini", "o4-mini", "chatgpt-4o-latest"})
                .allMatch(provider::claims);
        assertThat(new String[] {"claude-sonnet-4-5", "gemini-2.5-pro", "echo", "ogre", "my-gpt-4"})
                .noneMatch(provider::claims);
    }

    @Test
    void streamsAreAskedForUsageUnlessSwitchedOff_QALL4() {
        assertThat(provider.splice(call(Operation.CHAT, "http://x", "auto", true)))
                .containsExactly(ASK);
        assertThat(provider.splice(call(Operation.CHAT, "http://x", "on", true)))
                .containsExactly(ASK);
        assertThat(provider.splice(call(Operation.CHAT, "http://x", "off", true)))
                .isEmpty();
        assertThat(provider.splice(call(Operation.CHAT, "http://x", "auto", false)))
                .isEmpty();
        assertThat(provider.splice(call(Operation.COMPLETIONS, "http://x", "auto", true)))
                .isEmpty();
    }

    @Test
    void aTranslatedStreamIsNotAskedWhenSwitchedOff() {
        ObjectNode body = (ObjectNode) Json.parse("{\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

        provider.shape(body, call(Operation.CHAT, "http://x", "auto", true));
        assertThat(body.has("stream_options")).isTrue();

        provider.shape(body, call(Operation.CHAT, "http://x", "off", true));
        assertThat(body.has("stream_options")).isFalse();
    }

    @Test
    void onlyOpenAisHeadersAreForwarded() {
        assertThat(provider.forwardedHeaders())
                .contains(
                        "openai-beta",
                        "openai-organization",
                        "openai-project",
                        "x-client-request-id",
                        "idempotency-key")
                .doesNotContain("authorization", "cookie", "user-agent");
    }

    @Test
    void operationsThatItLacksAreNotOffered() {
        Credential credential = new Key("http://x", "auto", "chat");

        assertThat(provider.format(Operation.CHAT, credential, "gpt-4o")).contains(ChatTranslator.FORMAT);
        assertThat(provider.format(Operation.COUNT_TOKENS, credential, "gpt-4o"))
                .isEmpty();
    }

    @Test
    void theSpecNamesSectionKeyAndFormat() {
        var spec = new OpenAiProviderFactory().spec();

        assertThat(spec.configSection()).isEqualTo("openai-api-key");
        assertThat(spec.environmentKey()).isEqualTo("OPENAI_API_KEY");
        assertThat(spec.defaultBaseUrl()).isEqualTo(URI.create("https://api.openai.com"));
        assertThat(spec.needs()).containsExactlyInAnyOrder(ChatTranslator.FORMAT, ResponsesTranslator.FORMAT);
    }

    @Test
    void credentialChoosesResponsesForConversationsOnly() {
        Credential credential = new Key("http://x", "auto", "responses");
        UpstreamCall call = call(Operation.CHAT, credential, ResponsesTranslator.FORMAT, true);

        assertThat(provider.format(Operation.CHAT, credential, "gpt-4o")).contains(ResponsesTranslator.FORMAT);
        assertThat(provider.format(Operation.EMBEDDINGS, credential, "e")).contains(ChatTranslator.FORMAT);
        assertThat(provider.prepare(call).url()).isEqualTo(URI.create("http://x/v1/responses"));
        assertThat(provider.splice(call)).isEmpty();
    }

    private static UpstreamCall call(Operation operation, String base, String usage, boolean stream) {
        return call(operation, new Key(base, usage, "chat"), ChatTranslator.FORMAT, stream);
    }

    private static UpstreamCall call(Operation operation, Credential credential, WireFormat format, boolean stream) {
        RequestFacts client = new RequestFacts(
                "r",
                Endpoint.post("/v1/chat/completions", Operation.CHAT),
                "gpt-4o",
                stream,
                Map.of(),
                Map.of(),
                Headers.none(),
                Instant.EPOCH,
                prefix -> prefix);
        return new UpstreamCall(
                operation, credential, format, "gpt-4o", stream, client, Optional.empty(), ByteBuffer.allocate(0));
    }

    private record Key(String base, String usage, String wireApi) implements Credential {
        @Override
        public String name() {
            return "key";
        }

        @Override
        public Optional<Secret> apiKey() {
            return Optional.of(Secret.of("sk-1"));
        }

        @Override
        public URI baseUrl() {
            return URI.create(base);
        }

        @Override
        public Options options() {
            return Options.of(Map.of(OpenAiProvider.STREAM_USAGE, usage, OpenAiProvider.WIRE_API, wireApi));
        }
    }
}
