package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.golden.GoldenCase;
import dev.aiproxy.testkit.golden.GoldenFiles;
import dev.aiproxy.testkit.http.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a provider receives when a client of another format sends a request: below {@code golden/requests} for one model of each
 * provider, below {@code golden/models} for models that want the same said differently. Where the provider's format cannot express
 * the request, the file holds the error that the client gets. In requests, <code>{model}</code> stands for the model.
 */
final class GoldenRequestsIT {
    static final String INPUT = ".in.json";
    static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static final Map<Client, List<String>> USUAL = Map.of(
            Client.CHAT, List.of("gpt-5.2"),
            Client.RESPONSES, List.of("codex-mini-latest"),
            Client.CLAUDE, List.of("claude-sonnet-4-5"),
            Client.GEMINI, List.of("gemini-2.5-flash"));
    private static final Map<Client, List<String>> SPECIAL = Map.of(
            Client.CHAT, List.of("gpt-4o"),
            Client.RESPONSES, List.of("responses-gpt-4o"),
            Client.CLAUDE, List.of("claude-3-5-haiku-20241022", "claude-opus-4-6", "claude-opus-4-7"),
            Client.GEMINI, List.of("gemini-2.5-pro", "gemini-3-flash-preview", "gemini-3-pro-preview"));

    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        Map<Client, List<String>> models = Arrays.stream(Client.values())
                .collect(Collectors.toMap(
                        client -> client,
                        client -> Stream.of(USUAL, SPECIAL)
                                .flatMap(some -> some.get(client).stream())
                                .toList()));
        providers = FormatLab.serving(models);
        providers.upstream().respond(MinimalAnswers::to);
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @TestFactory
    Stream<DynamicTest> requestIsTranslated() {
        return Arrays.stream(Client.values()).flatMap(client -> tests("requests", client, USUAL).stream());
    }

    @TestFactory
    Stream<DynamicTest> requestIsTranslatedForModel() {
        return Arrays.stream(Client.values()).flatMap(client -> tests("models", client, SPECIAL).stream());
    }

    private static List<DynamicTest> tests(String folder, Client client, Map<Client, List<String>> models) {
        Path cases = GOLDEN.resolve(folder).resolve(client.name().toLowerCase(Locale.ROOT));
        GoldenFiles files = GoldenFiles.in(cases);
        for (Client target : Client.values()) {
            if (target != client) {
                for (String model : models.get(target)) {
                    files = files.json("." + model + ".json", input -> received(client, model, input));
                }
            }
        }
        String own = models.get(client).get(0);
        List<DynamicTest> tests = new ArrayList<>(files.tests());
        tests.addAll(passedThrough(cases, client, own));
        return tests;
    }

    /** Q-ALL-3: a request for a stream differs from the one for a whole answer only in how it asks. */
    private static JsonNode received(Client client, String model, GoldenCase input) throws IOException {
        JsonNode whole = received(client, model, false, input.text());
        JsonNode streamed = received(client, model, true, streaming(client, input.text()));

        assertThat(quiet(streamed)).isEqualTo(quiet(whole));
        return whole;
    }

    private static JsonNode received(Client client, String model, boolean stream, String body) throws IOException {
        int before = providers.upstream().requestCount();
        FormatLab.Answer answer = providers.ask(client, model, stream, body.replace("{model}", model));
        List<RecordedRequest> requests = providers.upstream().requests();
        if (requests.size() == before) {
            assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
            return refusal(answer);
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        RecordedRequest request = requests.get(before);
        if (stream) {
            assertAsksForStream(request);
        }
        return request.json();
    }

    private static void assertAsksForStream(RecordedRequest request) {
        if (request.target().contains("models/")) {
            assertThat(request.target()).endsWith(":streamGenerateContent?alt=sse");
            assertThat(request.json().has("stream")).isFalse();
        } else {
            assertThat(request.json().path("stream").asBoolean()).isTrue();
        }
        if (request.target().endsWith("/chat/completions")) {
            assertThat(request.json()
                            .path("stream_options")
                            .path("include_usage")
                            .asBoolean())
                    .as("Q-ALL-4")
                    .isTrue();
        }
    }

    private static ObjectNode refusal(FormatLab.Answer answer) {
        String body = answer.body().replaceAll("req_[0-9A-Za-z]+", "req_id");
        ObjectNode refusal = JsonMapper.shared().createObjectNode().put("status", answer.status());
        refusal.set("error", JsonMapper.shared().readTree(body));
        return refusal;
    }

    private static JsonNode quiet(JsonNode request) {
        ObjectNode quiet = (ObjectNode) request.deepCopy();
        quiet.remove(List.of("stream", "stream_options"));
        return quiet;
    }

    private static String streaming(Client client, String body) {
        if (client == Client.GEMINI) {
            return body;
        }
        ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(body);
        return request.put("stream", true).toString();
    }

    /** What names a conversation reaches only the provider that keeps it; StoredResponsesIT has those. */
    private static final String KEPT_BY_NOBODY = "conversation.";

    private static List<DynamicTest> passedThrough(Path cases, Client client, String model) {
        try (Stream<Path> files = Files.list(cases)) {
            return files.filter(file -> file.toString().endsWith(INPUT))
                    .filter(file -> !file.getFileName().toString().startsWith(KEPT_BY_NOBODY))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName() + " arrives at its own kind as it is",
                            () -> assertArrivesAsItIs(client, model, file)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void assertArrivesAsItIs(Client client, String model, Path file) throws IOException {
        String body = Files.readString(file).replace("{model}", model);
        int before = providers.upstream().requestCount();

        FormatLab.Answer answer = providers.ask(client, model, false, body);

        assertThat(providers.upstream().requestCount()).as(answer.body()).isEqualTo(before + 1);
        assertThat(providers.upstream().requests().get(before).bodyText()).isEqualTo(body);
    }
}
