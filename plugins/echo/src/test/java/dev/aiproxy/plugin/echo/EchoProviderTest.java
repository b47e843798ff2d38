package dev.aiproxy.plugin.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.LocalProvider.LocalCall;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EchoProviderTest {
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void repeatsTheLastUserMessageWordByWord() throws Exception {
        chat(
                Message.text(Role.USER, "not this"),
                Message.text(Role.ASSISTANT, "nor that"),
                Message.text(Role.USER, "Say  this"));

        assertThat(events)
                .containsExactly(
                        new ChatEvent.Start(null, "echo", null),
                        new ChatEvent.TextDelta(0, "Say  "),
                        new ChatEvent.TextDelta(0, "this"),
                        new ChatEvent.Finish(0, FinishReason.STOP, null),
                        new ChatEvent.UsageReport(Usage.of(6, 2)),
                        new ChatEvent.End());
    }

    @Test
    void saysWhatIsMissingWhenThereIsNoUserText() throws Exception {
        chat(Message.text(Role.SYSTEM, "be brief"));

        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event instanceof ChatEvent.TextDelta delta ? delta.text() : ""));
        assertThat(text).asString().contains("send a user message");
    }

    @Test
    void anInterruptEndsTheAnswer() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new EchoProvider()
                        .chat(
                                request(Message.text(Role.USER, "a b")),
                                call(Options.of(Map.of(EchoProvider.FIRST_DELAY, Duration.ofDays(1)))),
                                events::add))
                .isInstanceOf(InterruptedException.class);
        assertThat(events).containsExactly(new ChatEvent.Start(null, "echo", null));
    }

    @Test
    void servesTheModelEcho() {
        assertThat(new EchoProvider().models()).containsExactly("echo");
        assertThat(new EchoProvider().claims("echo")).isTrue();
        assertThat(new EchoProvider().claims("gpt-4o")).isFalse();
    }

    private void chat(Message... messages) throws InterruptedException {
        new EchoProvider().chat(request(messages), call(Options.none()), events::add);
    }

    private static ChatRequest request(Message... messages) {
        return ChatRequest.of(List.of(messages));
    }

    private static LocalCall call(Options options) {
        return new LocalCall("echo", new EchoCredential(options), true);
    }

    private record EchoCredential(Options options) implements Credential {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public Optional<Secret> apiKey() {
            return Optional.empty();
        }

        @Override
        public URI baseUrl() {
            return URI.create("http://localhost");
        }
    }
}
