package dev.aiproxy.plugin.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.openai.chat.ChatFormat;
import dev.aiproxy.plugin.openai.responses.ResponsesFormat;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.recording.CountedQuestion;
import dev.aiproxy.testkit.recording.RecordedQuestion;
import dev.aiproxy.testkit.recording.Recordings;
import dev.aiproxy.testkit.translate.CodecExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Estimates come near to what the provider counted. */
@Tag("shared")
final class RecordedCountTest {
    private static final int PERCENT = 25;

    @TestFactory
    List<DynamicTest> estimatesOfChat() {
        return estimates(Digests.CHAT, new ChatFormat(), "chat", 10);
    }

    @TestFactory
    List<DynamicTest> estimatesOfResponses() {
        return estimates(Digests.RESPONSES, new ResponsesFormat(), "responses", 5);
    }

    private static List<DynamicTest> estimates(Digests format, ChatCodec codec, String wireApi, int least) {
        List<DynamicTest> tests = Recordings.shared().counted(format).stream()
                .map(counted -> DynamicTest.dynamicTest(counted.question().key(), () -> check(counted, codec, wireApi)))
                .toList();
        assertThat(tests).hasSizeGreaterThan(least);
        return tests;
    }

    private static void check(CountedQuestion counted, ChatCodec codec, String wireApi) {
        RecordedQuestion question = counted.question();
        String model = question.body().path("model").asString();
        CodecExchange exchange =
                new CodecExchange(codec, Endpoint.post("/v1/any", Operation.CHAT), model, ChatFormat.ID);
        ChatRequest request = exchange.read(Json.text(question.body()));

        assertThat(new OpenAiProvider().estimateTokens(request, new Key(wireApi), model))
                .isCloseTo(counted.inputTokens(), withinPercentage(PERCENT));
    }

    private record Key(String wireApi) implements Credential {
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
            return Options.of(Map.of(OpenAiProvider.WIRE_API, wireApi));
        }
    }
}
