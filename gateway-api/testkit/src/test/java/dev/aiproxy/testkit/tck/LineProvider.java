package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Calls an upstream that speaks the format of lines. */
final class LineProvider implements HttpProvider {
    private final @Nullable String broken;

    LineProvider(@Nullable String broken) {
        this.broken = broken;
    }

    private boolean breaks(String rule) {
        return rule.equals(broken);
    }

    @Override
    public boolean claims(String model) {
        return breaks("provider/spec-4") ? model.charAt(0) == 'l' : model.startsWith("l");
    }

    @Override
    public List<Problem> check(Credential credential) {
        return breaks("provider/spec-3") ? List.of(new Problem("", "it is no good")) : List.of();
    }

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        WireFormat format = breaks("provider/format-1") ? WireFormat.of("absent") : LineTranslator.FORMAT;
        return operation.equals(Operation.CHAT) ? Optional.of(format) : Optional.empty();
    }

    @Override
    public Set<String> forwardedHeaders() {
        return breaks("provider/call-3") ? Set.of("authorization") : Set.of("x-trace-id");
    }

    @Override
    public Optional<TokenFlow> tokens(Credential credential) {
        boolean wanted = breaks("provider/tokens-1") || breaks("provider/tokens-2");
        return wanted ? Optional.of(() -> step(credential)) : Optional.empty();
    }

    private TokenFlow.Step step(Credential credential) {
        URI url = URI.create("https://tokens.example/?key="
                + (breaks("provider/tokens-1")
                        ? credential.apiKey().orElseThrow().reveal()
                        : ""));
        return new TokenFlow.Step(
                UpstreamRequest.postJson(url),
                ByteBuffer.allocate(0),
                (head, body) -> new TokenFlow.Outcome.Granted(Secret.of("any"), Duration.ofHours(1)));
    }

    @Override
    public List<JsonEdit> splice(UpstreamCall call) {
        return breaks("provider/call-4") ? List.of(JsonEdit.set(Json.nodes().booleanNode(true), "spliced")) : List.of();
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        String key = call.credential().apiKey().orElseThrow().reveal();
        if (breaks("provider/secrets-2")) {
            LoggerFactory.getLogger(LineProvider.class).debug("calling with {}", key);
        }
        if (breaks("provider/answers-1") && !call.stream()) {
            throw new IllegalStateException("streams only");
        }
        String resource = breaks("provider/secrets-1") ? "line?key=" + key : "line";
        URI url = breaks("provider/call-1")
                ? URI.create("https://elsewhere.example/line")
                : call.credential().resolve("v1", resource);
        return UpstreamRequest.postJson(url, breaks("provider/call-2") ? "host" : "x-key", key);
    }

    @Override
    public Optional<Framing> framing(ResponseHead head) {
        if (breaks("provider/streams-1")) {
            return Optional.empty();
        }
        boolean odd = breaks("provider/streams-2") || breaks("provider/slices-1") || breaks("provider/usage-1");
        return odd && broken != null ? Optional.of(new BrokenFraming(broken)) : HttpProvider.super.framing(head);
    }

    @Override
    public Failure classify(UpstreamFailure failure) {
        Failure usual = Failure.of(failure);
        boolean always = breaks("provider/errors-7");
        if (always || breaks("provider/errors-6") && failure.status() == 418) {
            throw new IllegalStateException("no idea");
        }
        if (breaks("provider/errors-1") || breaks("provider/errors-5")) {
            return new Failure(Failure.Kind.REQUEST, Failure.Scope.NOTHING, false, null);
        }
        if (breaks("provider/errors-2")) {
            return usual.withRetryAfter(null);
        }
        boolean everything = breaks("provider/errors-3") || breaks("provider/errors-4");
        return everything ? new Failure(Failure.Kind.CREDENTIAL, Failure.Scope.CREDENTIAL, true, null) : usual;
    }
}
