package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** A key buys an assertion, an assertion buys a token, and the token pays for calls while it lasts. */
public final class VertexShape implements ProviderFactory {
    private static final WireFormat CHAT = WireFormat.of("openai");

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("vertex-shape")
                .needs(CHAT)
                .credentialOptions(OptionSpec.required("token-url", OptionSpec.Type.URI, "Where tokens are had."))
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Vertex();
    }

    static final class Vertex implements HttpProvider {
        @Override
        public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
            return operation.equals(Operation.CHAT) ? Optional.of(CHAT) : Optional.empty();
        }

        @Override
        public Optional<TokenFlow> tokens(Credential credential) {
            return Optional.of(new Flow(credential));
        }

        @Override
        public UpstreamRequest prepare(UpstreamCall call) {
            String path = "/publishers/shape/models/" + call.upstreamModel() + ":chat";
            return UpstreamRequest.postJson(
                    URI.create(call.credential().baseUrl() + path),
                    "authorization",
                    "Bearer " + call.token().orElseThrow().reveal());
        }
    }

    record Flow(Credential credential) implements TokenFlow {
        @Override
        public Step start() {
            return step("/assertion", "key", credential.apiKey().orElseThrow().reveal(), this::asserted);
        }

        private Outcome asserted(ResponseHead head, ByteBuffer body) {
            if (head.status() >= 500) {
                return new Outcome.Unavailable("the token service answered " + head.status());
            }
            if (!head.success()) {
                return new Outcome.Refused("the token service answered " + head.status());
            }
            String assertion = Json.parse(body).path("assertion").asString();
            return new Outcome.Next(step("/token", "assertion", assertion, Flow::granted));
        }

        private static Outcome granted(ResponseHead head, ByteBuffer body) {
            var answer = Json.parse(body);
            return new Outcome.Granted(
                    Secret.of(answer.path("token").asString()),
                    Duration.ofMillis(answer.path("lifetime").asLong()));
        }

        private Step step(String path, String name, String value, AnswerReader reader) {
            URI url = URI.create(credential.options().get("token-url", URI.class) + path);
            byte[] body = Json.bytes(Json.object().put(name, value));
            return new Step(UpstreamRequest.postJson(url), ByteBuffer.wrap(body), reader);
        }
    }
}
