package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.golden.GoldenCase;
import dev.aiproxy.testkit.golden.GoldenFiles;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients of the other formats are told when a provider answers: whole answers and streams. Ids, times and request ids that the
 * gateway makes stand as fixed words in the files.
 */
final class GoldenAnswersIT {
    private static FormatLab providers;

    @BeforeAll
    static void start() throws IOException {
        providers = FormatLab.start();
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @TestFactory
    Stream<DynamicTest> answerIsTranslated() {
        return Arrays.stream(Client.values()).flatMap(provider -> {
            GoldenFiles files = GoldenFiles.in(folder("plain", provider)).inputs(".in.json");
            for (Client client : others(provider)) {
                files = files.json("." + name(client) + ".json", input -> whole(provider, client, input));
            }
            return files.tests().stream();
        });
    }

    @TestFactory
    Stream<DynamicTest> streamIsTranslated() {
        return Arrays.stream(Client.values()).flatMap(provider -> {
            GoldenFiles files = GoldenFiles.in(folder("stream", provider)).inputs(".in.sse");
            for (Client client : others(provider)) {
                files = files.text("." + name(client) + ".sse", input -> stream(provider, client, input));
            }
            return files.tests().stream();
        });
    }

    private static List<Client> others(Client provider) {
        return Arrays.stream(Client.values())
                .filter(client -> client != provider)
                .toList();
    }

    private static Path folder(String kind, Client provider) {
        return GoldenRequestsIT.GOLDEN.resolve("answers").resolve(kind).resolve(name(provider));
    }

    private static String name(Client client) {
        return client.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNode whole(Client provider, Client client, GoldenCase input) throws IOException {
        String answer = answer(provider, client, Reply.json(input.text()), false);
        assertSame(provider, input, client, answer);
        return JsonMapper.shared().readTree(normal(answer));
    }

    /** S-ALL-2, W-CH-3 to W-CH-7, W-CL-7, W-GE-11. */
    private static String stream(Client provider, Client client, GoldenCase input) throws IOException {
        String answer = answer(provider, client, Reply.sseText(input.text()), true);
        client.grammar().assertLegal(answer);
        assertSame(provider, input, client, answer);
        return normal(answer);
    }

    private static String answer(Client provider, Client client, Reply reply, boolean stream) throws IOException {
        providers.upstream().always(reply);
        FormatLab.Answer answer =
                providers.ask(client, provider.model(), stream, client.body(provider.model(), stream));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void assertSame(Client provider, GoldenCase input, Client client, String answer) {
        Digest source = Digests.valueOf(provider.name()).ofBody(input.text());
        Digest.Part noPlaceInClaude = client == Client.CLAUDE ? Digest.Part.REASONING_TOKENS : Digest.Part.ERROR;
        Digest.Part noPlaceInGemini = client == Client.GEMINI ? Digest.Part.CACHE_WRITE_TOKENS : Digest.Part.ERROR;
        assertThat(Digests.valueOf(client.name())
                        .ofBody(answer)
                        .differencesFrom(source, noPlaceInClaude, noPlaceInGemini, saidDifferently(input)))
                .as(answer)
                .isEmpty();
    }

    /** R-CK-3: truncated arguments are no object; R-CK-4: Chat says stop even where it refuses. */
    private static Digest.Part saidDifferently(GoldenCase input) {
        return switch (input.name()) {
            case "truncated-call" -> Digest.Part.TOOL_CALLS;
            case "refusal" -> Digest.Part.FINISH;
            default -> Digest.Part.ERROR;
        };
    }

    private static String normal(String answer) {
        return answer.replaceAll(
                        "\"(msg_|chatcmpl-|call_|toolu_|resp_|req_|rs_aiproxy_|fc_|ctc_|ig_)[0-9A-Za-z]{16,}\"",
                        "\"$1made\"")
                .replaceAll("\"created_at\":(?!1700000000)\\d+", "\"created_at\":1")
                .replaceAll("\"created\":(?!1700000000)\\d+", "\"created\":1")
                .replaceAll("\"responseId\":\"[0-9A-Za-z_-]{16,}\"", "\"responseId\":\"made\"");
    }
}
