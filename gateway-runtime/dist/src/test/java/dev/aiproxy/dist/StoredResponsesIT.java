package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.gateway.TestGateway;
import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.RecordedRequest;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that an upstream keeps belong to the credential and to the client that they were made with (Q-RC-9). */
final class StoredResponsesIT {
    private static final String ANN = "Authorization: Bearer key-of-ann";
    private static final String BOB = "Authorization: Bearer key-of-bob";

    private static FakeUpstream upstream;
    private static TestGateway gateway;
    private static int made;

    @BeforeAll
    static void start() throws IOException {
        upstream = FakeUpstream.start();
        gateway = Lab.builder().config("""
                        api-keys: [key-of-ann, key-of-bob, {key: key-of-eve, models: [kept]}]
                        request-retry: 1
                        retry: {cooldown: false}
                        openai-compatibility:
                          - {api-key: one, base-url: %1$s, models: [kept], wire-api: responses}
                          - {api-key: two, base-url: %1$s, models: [kept], wire-api: responses}
                          - {api-key: three, base-url: %1$s, models: [chat]}
                        """.formatted(upstream.url())).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nextTurnGoesToTheCredentialOfTheLastOne(boolean stream) throws IOException {
        for (int i = 0; i < 4; i++) {
            Kept kept = make(ANN, stream);
            for (int turn = 0; turn < 3; turn++) {
                assertThat(continued(ANN, "\"previous_response_id\":\"" + kept.id + "\"", stream))
                        .isEqualTo(kept.key);
            }
        }
    }

    @Test
    void itemsOfAnAnswerMayBeReferredTo() throws IOException {
        for (boolean stream : new boolean[] {false, true}) {
            Kept kept = make(ANN, stream);
            String reference = "\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_" + kept.id + "\"}]";

            assertThat(continued(ANN, reference, stream)).isEqualTo(kept.key);
        }
    }

    @Test
    void ownerThatFailsIsNotReplaced() throws IOException {
        Kept kept = make(ANN, false);
        int before = upstream.requestCount();
        upstream.always(Reply.json(500, "{\"error\":{\"message\":\"broken\"}}"));

        int status =
                post(ANN, "\"previous_response_id\":\"" + kept.id + "\"", false).status();

        assertThat(status).isEqualTo(500);
        assertThat(upstream.requests().subList(before, upstream.requestCount()))
                .allMatch(request -> key(request).equals(kept.key));
    }

    @Test
    void otherClientIsToldThatThereIsNone() throws IOException {
        Kept kept = make(ANN, false);
        int before = upstream.requestCount();

        for (RawHttpClient.Response answer : List.of(
                post(BOB, "\"previous_response_id\":\"" + kept.id + "\"", false),
                post(BOB, "\"conversation\":\"" + kept.id + "\"", false),
                send("GET", "/v1/responses/" + kept.id, BOB),
                send("DELETE", "/v1/responses/" + kept.id, BOB),
                send("POST", "/v1/responses/" + kept.id + "/cancel", BOB),
                send("GET", "/v1/responses/" + kept.id + "/input_items", BOB),
                send("GET", "/v1/responses/resp_unknown", ANN))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().json().at("/error/type").asString()).isEqualTo("invalid_request_error");
            assertThat(answer.body().json().at("/error/message").asString()).contains("resp_");
        }
        assertThat(upstream.requestCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/responses/{id}",
                "GET /v1/responses/{id}?include=reasoning.encrypted_content",
                "DELETE /v1/responses/{id}",
                "POST /v1/responses/{id}/cancel",
                "GET /v1/responses/{id}/input_items?after=msg%201&limit=5"
            })
    void ownerIsAskedAsTheClientAsks(String call) throws IOException {
        Kept kept = make(ANN, false);
        String[] line = call.replace("{id}", kept.id).split(" ");
        String answer = "{\"id\":\"" + kept.id + "\", \"deleted\":true}";
        upstream.always(Reply.json(answer));

        RawHttpClient.Response told = send(line[0], line[1], ANN);

        RecordedRequest request = upstream.requests().get(upstream.requestCount() - 1);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.body().text()).isEqualTo(answer);
        assertThat(request.method() + " " + request.target()).isEqualTo(line[0] + " " + line[1]);
        assertThat(key(request)).isEqualTo(kept.key);
        assertThat(request.bodyText()).isEmpty();
    }

    @Test
    void ownersErrorReachesTheClient() throws IOException {
        Kept kept = make(ANN, false);
        upstream.always(Reply.json(404, "{\"error\":{\"message\":\"gone\",\"type\":\"invalid_request_error\"}}"));

        RawHttpClient.Response told = send("GET", "/v1/responses/" + kept.id, ANN);

        assertThat(told.status()).isEqualTo(404);
        assertThat(told.body().json().at("/error/message").asString()).isEqualTo("gone");
    }

    /** A key that is limited to models may read what it made with one of them. */
    @Test
    void limitedKeyReadsWhatItMade() throws IOException {
        String eve = "Authorization: Bearer key-of-eve";
        Kept kept = make(eve, false);
        upstream.always(Reply.json("{}"));

        assertThat(send("GET", "/v1/responses/" + kept.id, eve).status()).isEqualTo(200);
    }

    @Test
    void upstreamWithoutStoreIsNotAskedForWhatItCannotKnow() throws IOException {
        int before = upstream.requestCount();
        for (String reference : List.of(
                "\"previous_response_id\":\"resp_elsewhere\"",
                "\"conversation\":\"conv_1\"",
                "\"background\":true",
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]")) {
            RawHttpClient.Response told = post("chat", ANN, reference, false);

            assertThat(told.status()).isEqualTo(400);
            assertThat(told.body().json().at("/error/message").asString()).contains("has no store");
        }
        assertThat(upstream.requestCount()).isEqualTo(before);
    }

    /** {@code background} is for an upstream with a store, which then answers before it has finished. */
    @Test
    void backgroundPassesToAnUpstreamWithAStore() throws IOException {
        upstream.always(Reply.json("{\"id\":\"resp_queued\",\"status\":\"queued\",\"output\":[]}"));

        assertThat(post(ANN, "\"background\":true", false).status()).isEqualTo(200);
        assertThat(send("GET", "/v1/responses/resp_queued", ANN).status()).isEqualTo(200);
    }

    /** A response that was made, and the provider's key that it was made with. */
    private record Kept(String id, String key) {}

    private static Kept make(String client, boolean stream) throws IOException {
        String id = "resp_" + ++made;
        upstream.always(answer(id, stream));
        assertThat(post(client, "\"temperature\":1", stream).status()).isEqualTo(200);
        return new Kept(id, key(upstream.requests().get(upstream.requestCount() - 1)));
    }

    private static String continued(String client, String reference, boolean stream) throws IOException {
        upstream.always(answer("resp_next_" + ++made, stream));
        assertThat(post(client, reference, stream).status()).isEqualTo(200);
        RecordedRequest request = upstream.requests().get(upstream.requestCount() - 1);
        assertThat(request.bodyText()).contains(reference);
        return key(request);
    }

    private static Reply answer(String id, boolean stream) {
        String item = "{\"type\":\"message\",\"id\":\"msg_" + id
                + "\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}";
        String response = "{\"id\":\"" + id + "\",\"status\":\"completed\",\"output\":[" + item + "]}";
        if (!stream) {
            return Reply.json(response);
        }
        return Reply.sseText("""
                event: response.created
                data: {"type":"response.created","sequence_number":0,"response":%1$s}

                event: response.output_item.added
                data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":%2$s}

                event: response.completed
                data: {"type":"response.completed","sequence_number":2,"response":%1$s}

                """.formatted(response, item));
    }

    private static String key(RecordedRequest request) {
        return request.header("authorization").orElse("");
    }

    private static RawHttpClient.Response post(String client, String members, boolean stream) throws IOException {
        return post("kept", client, members, stream);
    }

    private static RawHttpClient.Response post(String model, String client, String members, boolean stream)
            throws IOException {
        String input = members.startsWith("\"input\"") ? "" : "\"input\":\"Hello\",";
        String body = "{\"model\":\"" + model + "\",\"stream\":" + stream + "," + input + members + "}";
        try (RawHttpClient http = RawHttpClient.connect(gateway.url())) {
            return http.post("/v1/responses", body, client).readResponse();
        }
    }

    private static RawHttpClient.Response send(String method, String target, String client) throws IOException {
        try (RawHttpClient http = RawHttpClient.connect(gateway.url())) {
            return http.send(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n" + client
                            + "\r\nContent-Length: 0\r\n\r\n")
                    .readResponse();
        }
    }
}
