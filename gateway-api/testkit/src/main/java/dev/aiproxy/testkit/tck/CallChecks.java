package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** How a provider over HTTP is called. */
final class CallChecks {
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host", "content-length", "connection", "transfer-encoding", "keep-alive", "upgrade", "te", "expect");
    private static final Set<String> CREDENTIALS = Set.of(
            "authorization", "proxy-authorization", "cookie", "api-key", "x-api-key", "x-goog-api-key", "forwarded");
    private static final List<Integer> REFUSALS = List.of(400, 401, 403);
    private static final List<Integer> OUTAGES = List.of(500, 502, 503);

    private final ProviderSetup setup;
    private final List<String> requests;
    private final HttpProvider provider;
    private final Credential credential;

    CallChecks(ProviderSetup setup, ProviderFactory factory, List<String> requests) {
        ProviderSetup.Made made = setup.make(factory, ProviderSetup.UPSTREAM);
        this.setup = setup;
        this.requests = requests;
        this.provider = (HttpProvider) made.provider();
        this.credential = made.credential();
    }

    WireFormat format() {
        return provider.format(Operation.CHAT, credential, setup.model())
                .orElseThrow(
                        () -> new AssertionError("format() offers no conversations with the model " + setup.model()));
    }

    void usesKnownFormat() {
        Set<WireFormat> known = new HashSet<>(setup.factory().spec().needs());
        for (Translator translator :
                ServiceLoader.load(Translator.class, setup.factory().getClass().getClassLoader())) {
            if (beside(translator)) {
                known.add(translator.format());
            }
        }
        assertThat(known).as("the formats that are there for sure").contains(format());
    }

    private boolean beside(Translator translator) {
        var domain = translator.getClass().getProtectionDomain();
        return domain.getCodeSource()
                .getLocation()
                .equals(setup.factory()
                        .getClass()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }

    void goesToTheBaseUrl() {
        for (boolean stream : new boolean[] {true, false}) {
            UpstreamRequest request = request(stream);
            URI base = credential.baseUrl();
            assertThat(request.url().getScheme())
                    .as("the scheme of %s", request.url())
                    .isIn("http", "https");
            assertThat(request.url().getRawAuthority())
                    .as("host and port of %s", request.url())
                    .isEqualTo(base.getRawAuthority());
            assertThat(request.method())
                    .as("the method")
                    .isEqualTo(request.method().toUpperCase(Locale.ROOT));
        }
    }

    void leavesTheConnectionAlone() {
        UpstreamRequest request = request(true);
        for (String name : OF_THE_CONNECTION) {
            assertThat(request.headers().first(name))
                    .as("the header '%s'", name)
                    .isEmpty();
        }
    }

    void forwardsHarmlessHeaders() {
        Set<String> forwarded = provider.forwardedHeaders();
        assertThat(forwarded)
                .as("the forwarded headers")
                .isNotNull()
                .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
        assertThat(forwarded).as("the forwarded headers").doesNotContainAnyElementsOf(CREDENTIALS);
        assertThat(forwarded).as("the forwarded headers").doesNotContainAnyElementsOf(OF_THE_CONNECTION);
    }

    void takesAnyBody() {
        provider.shape(Json.object(), call(true, "{}"));
        provider.splice(call(true, ""));
        for (String body : requests) {
            ObjectNode given = FormatExchange.object(body);
            ObjectNode shaped = given.deepCopy();
            provider.shape(shaped, call(true, ""));
            ObjectNode spliced = given.deepCopy();
            provider.splice(call(true, "")).forEach(edit -> apply(edit, spliced));
            assertThat(changed(spliced, given))
                    .as("fields that splice changes of %s", body)
                    .isSubsetOf(changed(shaped, given));
        }
    }

    private static Set<String> changed(ObjectNode after, ObjectNode before) {
        Set<String> names = new HashSet<>(after.propertyNames());
        names.addAll(before.propertyNames());
        names.removeIf(name -> after.path(name).equals(before.path(name)));
        return names;
    }

    private static void apply(JsonEdit edit, ObjectNode body) {
        ObjectNode at = body;
        for (String name : edit.path().subList(0, edit.path().size() - 1)) {
            at = at.path(name) instanceof ObjectNode inner ? inner : at.putObject(name);
        }
        String last = edit.path().get(edit.path().size() - 1);
        if (edit.value() == null) {
            at.remove(last);
        } else if (edit.mode() == JsonEdit.Mode.SET || !at.has(last)) {
            at.set(last, edit.value());
        }
    }

    void keepsKeysOutOfUrls() {
        assertThat(request(true).url().toString()).as("the URL").doesNotContain(setup.key());
        List<Problem> problems = provider.check(new OddCredential(credential));
        assertThat(problems)
                .as("problems with an odd key")
                .noneMatch(problem -> problem.message().contains(OddCredential.KEY));
    }

    void asksForTokens() {
        flow().ifPresent(flow -> {
            URI url = flow.start().request().url();
            assertThat(url.getScheme()).as("the scheme of %s", url).isIn("http", "https");
            assertThat(url.toString()).as("the URL of the token request").doesNotContain(setup.key());
        });
    }

    void grantsNoTokenForAnError() {
        flow().ifPresent(flow -> {
            REFUSALS.forEach(status -> assertThat(outcome(flow, status))
                    .as("status %d", status)
                    .isInstanceOf(TokenFlow.Outcome.Refused.class));
            OUTAGES.forEach(status -> assertThat(outcome(flow, status))
                    .as("status %d", status)
                    .isInstanceOf(TokenFlow.Outcome.Unavailable.class));
        });
    }

    private Optional<TokenFlow> flow() {
        return provider.tokens(credential);
    }

    private static TokenFlow.Outcome outcome(TokenFlow flow, int status) {
        ResponseHead head = new ResponseHead(status, Headers.none());
        return flow.start().reader().read(head, ByteBuffer.wrap(new byte[0]));
    }

    /** Calls whatever the gateway calls in an exchange that goes well. */
    void exercise() {
        request(true);
        request(false);
        takesAnyBody();
        flow().ifPresent(flow -> outcome(flow, 503));
        provider.framing(new ResponseHead(
                200, Headers.builder().add("content-type", "text/event-stream").build()));
        new FailureChecks(provider).judgesEverything();
        provider.succeeded(call(true, ""));
        provider.close();
    }

    HttpProvider provider() {
        return provider;
    }

    private UpstreamRequest request(boolean stream) {
        String body = requests.get(0);
        UpstreamCall call = call(stream, body);
        UpstreamRequest request = provider.prepare(call);
        assertThat(request).as("what prepare returned").isNotNull();
        assertThat(call.body().remaining())
                .as("what is left of the body after prepare")
                .isEqualTo(body.getBytes(StandardCharsets.UTF_8).length);
        return request;
    }

    private UpstreamCall call(boolean stream, String body) {
        Endpoint endpoint = Endpoint.post("/tck", Operation.CHAT);
        RequestFacts facts = new RequestFacts(
                "req-1",
                endpoint,
                setup.model(),
                stream,
                Map.of(),
                Map.of(),
                Headers.none(),
                CodecExchange.NOW,
                prefix -> prefix + 1);
        Optional<Secret> token = flow().map(flow -> Secret.of("tck-token"));
        ByteBuffer bytes =
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        return new UpstreamCall(Operation.CHAT, credential, format(), setup.model(), stream, facts, token, bytes);
    }
}
