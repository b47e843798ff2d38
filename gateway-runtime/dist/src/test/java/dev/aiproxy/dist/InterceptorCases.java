package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.dist.hooks.Notes;
import dev.aiproxy.testkit.gateway.PluginJar;
import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plugins can do to exchanges: in both views, streaming and not, passed through and translated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InterceptorCases {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ANSWER =
            "{ \"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"one two\"},\"finish_reason\":\"stop\"}]}";

    private static final String LAST =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},"
                    + "\"finish_reason\":\"stop\"}]}";

    private final List<Class<?>> hooks;
    private Path notes;
    FakeUpstream upstream;
    TestGateway gateway;

    InterceptorCases(List<Class<?>> hooks) {
        this.hooks = hooks;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        notes = folder.resolve("notes");
        Notes.in(notes);
        upstream = FakeUpstream.start();
        gateway = Shapes.gateway(folder)
                .jar(PluginJar.write(folder, "hooks", hooks, List.of(Notes.class)))
                .config("""
                        request-retry: 0
                        openai-api-key:
                          - api-key: k
                            base-url: %1$s
                            models: [chat, other, fails-usage]
                        lines-shape-api-key:
                          - base-url: %1$s/lines
                            models: [lines]
                        """.formatted(upstream.url()))
                .start();
    }

    @AfterAll
    void stop() {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void answer() throws IOException {
        Files.writeString(notes, "");
        upstream.respond(InterceptorCases::reply);
    }

    private static Reply reply(RecordedRequest request) {
        boolean stream = request.json().path("stream").asBoolean(false);
        if (request.target().startsWith("/lines")) {
            return stream
                    ? Reply.status(200)
                            .header("Content-Type", "application/x-ndjson")
                            .body("{\"say\":\"one \"}\n{\"say\":\"two\"}\n{\"done\":\"stop\",\"in\":3,\"out\":2}\n")
                    : Reply.json("{\"say\":\"one two\",\"done\":\"stop\",\"in\":3,\"out\":2}");
        }
        return stream ? Reply.sse(chunk("one "), chunk("two"), LAST, "[DONE]") : Reply.json(ANSWER);
    }

    static String chunk(String text) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + "{" + (text.startsWith("one") ? "\"role\":\"assistant\"," : "") + "\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}";
    }

    // Raw view.

    @Test
    void rawEditKeepsAllOtherBytes() throws Exception {
        RawHttpClient.Response response =
                post("{ \"model\":\"chat\", \"odd\" : 1.50e1,\"messages\":[] }", "x-raw: edit");

        assertThat(response.body().text()).isEqualTo(ANSWER);
        assertThat(last().bodyText()).isEqualTo("{ \"model\":\"chat\", \"odd\" : 1.50e1,\"messages\":[],\"seed\":7 }");
    }

    @Test
    void rawInterceptorChoosesTheModel() throws Exception {
        assertThat(ask("chat", false, "x-raw: model").status()).isEqualTo(200);

        assertThat(last().json().path("model").asString()).isEqualTo("other");
    }

    @Test
    void rawInterceptorAnswersItself() throws Exception {
        int before = upstream.requestCount();

        RawHttpClient.Response response = ask("chat", true, "x-raw: answer");

        assertThat(response.status()).isEqualTo(299);
        assertThat(response.body().text()).isEqualTo("{\"raw\":\"answered\"}");
        assertThat(upstream.requestCount()).isEqualTo(before);
        awaitNotes("used chat 299", "raw end answer 299");
    }

    @ParameterizedTest
    @CsvSource({"chat,false", "chat,true", "lines,false", "lines,true"})
    void rawInterceptorChangesTheAnswer(String model, boolean stream) throws Exception {
        RawHttpClient.Response response = ask(model, stream, "x-raw: shout");

        assertAnswered(response, stream, "one TWO");
    }

    @Test
    void rawInterceptorSeesErrors() throws Exception {
        upstream.respond(request -> Reply.json(400, "{\"error\":{\"message\":\"bad\"}}"));

        RawHttpClient.Response response = ask("chat", false, "x-raw: mark");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).endsWith("}400");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rawRefusalIsToldInTheClientsFormat(boolean stream) throws Exception {
        RawHttpClient.Response response = ask("chat", stream, "x-raw: refuse");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body().json().at("/error/message").asString()).isEqualTo("not with me");
        awaitNotes("used chat 403", "raw end refuse 403");
    }

    @Test
    void rawRefusalOfAnEventBreaksTheStreamOffBeforeIt() throws Exception {
        RawHttpClient.Response response = ask("chat", true, "x-raw: event-refuse");

        ChatStreamGrammar.with(StreamOption.ENDED_WITH_ERROR)
                .assertLegal(response.body().sse());
        assertThat(response.body().text()).contains("one ", "not this word").doesNotContain("two");
    }

    @Test
    void rawRefusalOfAWholeAnswerReplacesIt() throws Exception {
        RawHttpClient.Response response = ask("chat", false, "x-raw: event-refuse");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body().json().at("/error/message").asString()).isEqualTo("not this word");
        awaitNotes("used chat 403");
    }

    @ParameterizedTest
    @CsvSource({"throw,false", "throw,true", "event-throw,false", "event-throw,true"})
    void failingInterceptorThatGuardsSomethingIsNamed(String fault, boolean stream) throws Exception {
        RawHttpClient.Response response = ask("chat", stream, "x-raw: " + fault);

        assertThat(response.body().text())
                .contains("plugin 'hooks' failed in")
                .doesNotContain("two")
                .doesNotContain("secret detail");
    }

    @ParameterizedTest
    @CsvSource({"throw,false", "throw,true", "event-throw,false", "event-throw,true"})
    void failingInterceptorThatOnlyWatchesIsLeftOut(String fault, boolean stream) throws Exception {
        assertAnswered(ask("chat", stream, "x-raw-open: " + fault), stream, "one two");
    }

    // Canonical view.

    @ParameterizedTest
    @CsvSource({"chat,false", "chat,true", "lines,false", "lines,true"})
    void canonicalInterceptorsMeetTheRequestInOrderAndTheAnswerTheOtherWayRound(String model, boolean stream)
            throws Exception {
        RawHttpClient.Response response = ask(model, stream, "x-chat: mark");

        assertAnswered(response, stream, stream ? "one batwoba" : "one twoba");
        String sent = last().bodyText();
        assertThat(sent.indexOf("\"a\"")).isPositive().isLessThan(sent.indexOf("\"b\""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void canonicalInterceptorAnswersAsTheClientAsked(boolean stream) throws Exception {
        int before = upstream.requestCount();

        RawHttpClient.Response response = ask("chat", stream, "x-chat: answer", "x-raw: watch");

        assertAnswered(response, stream, "own words");
        assertThat(upstream.requestCount()).isEqualTo(before);
        awaitNotes("used chat 200", "chat end a 200", "raw end watch 200");
        assertThat(Files.readString(notes)).doesNotContain("chat end b");
    }

    @Test
    void canonicalInterceptorChoosesTheModel() throws Exception {
        assertThat(ask("chat", false, "x-chat: model").status()).isEqualTo(200);

        assertThat(last().json().path("model").asString()).isEqualTo("other");
    }

    @Test
    void heldBackEventsCommitNothing() throws Exception {
        assertAnswered(ask("chat", true, "x-chat: hold"), true, "one btwob");
    }

    @ParameterizedTest
    @CsvSource({
        "refuse,403,not with me",
        "throw,502,plugin 'hooks' failed in request",
        "event-throw,502,plugin 'hooks' failed in event"
    })
    void canonicalRefusalsAndFaultsAreTold(String what, int status, String message) throws Exception {
        RawHttpClient.Response response = ask("chat", true, "x-chat: " + what);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body().json().at("/error/message").asString()).contains(message);
    }

    // Usage.

    @Test
    void failingListenerSpoilsNothing() throws Exception {
        assertAnswered(ask("fails-usage", false), false, "one two");

        awaitNotes("used fails-usage 200");
    }

    @Test
    void listenerHearsOfEachExchangeOnce() throws Exception {
        ask("chat", true);
        ask("nobody", false);
        ask("chat", false);

        awaitNotes("used nobody 404");
        await().atMost(PATIENCE)
                .until(() -> Files.readAllLines(notes).stream()
                                .filter(line -> line.equals("used chat 200"))
                                .count()
                        == 2);
    }

    static void assertAnswered(RawHttpClient.Response response, boolean stream, String text) {
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        if (stream) {
            ChatStreamGrammar.with().assertLegal(response.body().sse());
            assertThat(Shapes.text(response)).isEqualTo(text);
        } else {
            assertThat(response.body().json().at("/choices/0/message/content").asString())
                    .isEqualTo(text);
        }
    }

    final void awaitNotes(String... lines) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readAllLines(notes)).contains(lines));
    }

    final RecordedRequest last() {
        return upstream.requests().get(upstream.requestCount() - 1);
    }

    static String request(String model, boolean stream) {
        return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                .formatted(model, stream);
    }

    final RawHttpClient.Response ask(String model, boolean stream, String... headers) throws IOException {
        return post(request(model, stream), headers);
    }

    final RawHttpClient.Response post(String body, String... headers) throws IOException {
        String[] given =
                List.of(headers).stream().filter(header -> !header.isEmpty()).toArray(String[]::new);
        try (RawHttpClient client = RawHttpClient.connect(gateway.url())) {
            client.post("/v1/chat/completions", body, given);
            return client.readResponse();
        }
    }
}
