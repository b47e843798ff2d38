package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.dist.FaultTable.Fault;
import dev.aiproxy.dist.FaultTable.Outcome;
import dev.aiproxy.dist.FaultTable.Outcome.Kind;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient.Response;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.http.ResponseBody;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every way in which a provider fails, for whole answers and streams, with one credential and with three of which only the first
 * leads to the fault, for clients of three formats. Each case has a model of its own, so that no failure cools another one's.
 */
final class FaultTableIT {
    private static final Path PLUGINS = Path.of(System.getProperty("aiproxy.home"), "plugins");
    private static final Pattern KEY = Pattern.compile("(faulty|healthy)-(\\d+)-(\\d)");
    private static final List<Client> CLIENTS = List.of(Client.CHAT, Client.CLAUDE, Client.GEMINI);
    private static final int AT_ONCE = 24;

    private static final FakeUpstream UPSTREAM = FakeUpstream.start();
    private static final List<Case> CASES = new ArrayList<>();

    private static TestGateway withOne;
    private static TestGateway withThree;

    /** One request, which is on its way before the tests look at its answer. */
    private static final class Case {
        final int number = CASES.size();
        final Fault fault;
        final Client client;
        final boolean stream;
        final int credentials;
        private @Nullable Future<List<Response>> answers;

        Case(Fault fault, Client client, boolean stream, int credentials) {
            this.fault = fault;
            this.client = client;
            this.stream = stream;
            this.credentials = credentials;
        }

        String model() {
            return "case-" + number;
        }

        String name() {
            return "%s, %s %s, %d credentials"
                    .formatted(fault.name(), client, stream ? "stream" : "plain", credentials);
        }

        Outcome expected() {
            Outcome outcome = stream ? fault.stream(client) : fault.plain();
            if (outcome.kind() == Kind.FAILS && credentials > 1) {
                return FaultTable.SERVED;
            }
            boolean unknown = outcome.status() == 529 && client == Client.GEMINI;
            return unknown ? new Outcome(outcome.kind(), 503) : outcome;
        }

        boolean rescued() {
            return (stream ? fault.stream(client) : fault.plain()).kind() == Kind.FAILS && credentials > 1;
        }

        Reply reply() {
            return java.util.Objects.requireNonNull(fault.reply()).apply(SpokenAnswer.of(client, stream), client);
        }

        String section() {
            URI url = fault.reply() == null ? FakeUpstream.refusingUrl() : UPSTREAM.url();
            StringBuilder entries = new StringBuilder(entry("faulty", 1, url, fault.options()));
            for (int i = 2; i <= credentials; i++) {
                entries.append(entry("healthy", i, UPSTREAM.url(), ""));
            }
            return entries.toString();
        }

        private String entry(String kind, int index, URI url, String options) {
            return "  - {api-key: %s-%d-%d, base-url: '%s', models: [%s]%s}\n"
                    .formatted(kind, number, index, url, model(), options);
        }

        List<Response> ask() throws IOException {
            URI gateway = (credentials == 1 ? withOne : withThree).url();
            Response first = client.ask(gateway, model(), stream);
            boolean again = fault.name().equals("closes when idle");
            return again ? List.of(first, client.ask(gateway, model(), stream)) : List.of(first);
        }
    }

    @BeforeAll
    static void askEverything() throws IOException {
        for (Fault fault : FaultTable.ROWS) {
            addCases(fault, CLIENTS);
        }
        addCases(FaultTable.errorBeforeContent(Client.CHAT, 500), List.of(Client.CHAT));
        addCases(FaultTable.errorBeforeContent(Client.CLAUDE, 529), List.of(Client.CLAUDE));
        addCases(FaultTable.errorBeforeContent(Client.GEMINI, 503), List.of(Client.GEMINI));
        UPSTREAM.respond(FaultTableIT::reply);
        withOne = gateway(1, "request-retry: 0\n");
        withThree = gateway(3, "request-retry: 2\nrouting: {strategy: fill-first}\n");
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        CASES.forEach(each -> each.answers = clients.submit(each::ask));
        clients.shutdown();
    }

    private static void addCases(Fault fault, List<Client> clients) {
        for (Client client : clients) {
            for (boolean stream : new boolean[] {false, true}) {
                CASES.add(new Case(fault, client, stream, 1));
                CASES.add(new Case(fault, client, stream, 3));
            }
        }
    }

    private static TestGateway gateway(int credentials, String options) throws IOException {
        StringBuilder yaml = new StringBuilder(options);
        List<String> sections = List.of("openai-api-key", "claude-api-key", "gemini-api-key");
        for (Client client : CLIENTS) {
            yaml.append(sections.get(CLIENTS.indexOf(client))).append(":\n");
            CASES.stream()
                    .filter(each -> each.client == client && each.credentials == credentials)
                    .forEach(each -> yaml.append(each.section()));
        }
        return TestGateway.with(PLUGINS).config(yaml.toString()).start();
    }

    private static Reply reply(RecordedRequest request) {
        Matcher key = key(request);
        Case asked = CASES.get(Integer.parseInt(key.group(2)));
        return key.group(1).equals("faulty")
                ? asked.reply()
                : SpokenAnswer.of(asked.client, asked.stream).reply();
    }

    private static Matcher key(RecordedRequest request) {
        Matcher key = KEY.matcher(request.headers().lines().toString());
        assertThat(key.find()).isTrue();
        return key;
    }

    @AfterAll
    static void stop() {
        withOne.close();
        withThree.close();
        UPSTREAM.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFaultHasItsOutcome() {
        return CASES.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
    }

    private static void check(Case asked) throws Exception {
        for (Response response : java.util.Objects.requireNonNull(asked.answers).get()) {
            String text = response.body().text();
            assertThat(response.status()).as(text).isEqualTo(asked.expected().status());
            assertThat(text).doesNotContain("faulty-", "127.0.0.1", "Exception");
            assertThat(response.body().end()).isEqualTo(ResponseBody.End.COMPLETE);
            switch (asked.expected().kind()) {
                case SERVED -> assertComplete(asked, response);
                case BREAKS ->
                    asked.client
                            .grammar(StreamOption.ENDED_WITH_ERROR)
                            .assertLegal(response.body().sse());
                default -> assertError(asked.client, response);
            }
        }
        assertThat(attemptsElsewhere(asked)).isEqualTo(asked.rescued() ? 1 : 0);
    }

    private static void assertComplete(Case asked, Response response) {
        if (asked.fault.name().endsWith(FaultTable.ENDS_ALL_THE_SAME) && !asked.rescued()) {
            assertThat(response.body().text())
                    .isEqualTo(SpokenAnswer.of(asked.client, true).content());
        } else if (asked.stream) {
            asked.client.grammar().assertLegal(response.body().sse());
        } else {
            assertThat(response.body().text())
                    .isEqualTo(SpokenAnswer.of(asked.client, false).text());
        }
    }

    private static void assertError(Client client, Response response) {
        assertThat(response.head().header("content-type")).hasValue("application/json");
        JsonNode body = response.body().json();
        assertThat(body.at("/error/message").asString()).isNotBlank();
        switch (client) {
            case CHAT, RESPONSES ->
                assertThat(body.at("/error/type").asString()).isNotBlank();
            case CLAUDE -> assertThat(body.path("type").asString()).isEqualTo("error");
            case GEMINI -> assertThat(body.at("/error/code").asInt()).isEqualTo(response.status());
        }
    }

    private static long attemptsElsewhere(Case asked) {
        return UPSTREAM.requests().stream()
                .map(FaultTableIT::key)
                .filter(key -> key.group(1).equals("healthy") && key.group(2).equals("" + asked.number))
                .count();
    }
}
