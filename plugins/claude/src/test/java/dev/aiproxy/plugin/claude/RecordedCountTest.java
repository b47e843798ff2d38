package dev.aiproxy.plugin.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.recording.CountedQuestion;
import dev.aiproxy.testkit.recording.RecordedQuestion;
import dev.aiproxy.testkit.recording.Recordings;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Estimates come near to what the provider counted. */
@Tag("shared")
final class RecordedCountTest {
    private static final int PERCENT = 25;

    @TestFactory
    List<DynamicTest> estimates() {
        List<DynamicTest> tests = Recordings.shared().counted(Digests.CLAUDE).stream()
                .map(counted -> DynamicTest.dynamicTest(counted.question().key(), () -> check(counted)))
                .toList();
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void check(CountedQuestion counted) {
        RecordedQuestion question = counted.question();
        String model = question.body().path("model").asString();
        CodecExchange exchange = new CodecExchange(
                new ClaudeFormat(), Endpoint.post("/v1/messages", Operation.CHAT), model, ClaudeFormat.ID);
        ChatRequest request = exchange.read(Json.text(question.body()));

        assertThat(new ClaudeProvider(Headers.none()).estimateTokens(request, new Key(), model))
                .isCloseTo(counted.inputTokens(), withinPercentage(PERCENT));
    }

    private record Key() implements Credential {
        @Override
        public String name() {
            return "key";
        }

        @Override
        public Optional<Secret> apiKey() {
            return Optional.empty();
        }

        @Override
        public URI baseUrl() {
            return URI.create("http://localhost");
        }

        @Override
        public Options options() {
            return Options.none();
        }
    }
}
