package dev.aiproxy.plugin.echo;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Options;
import java.time.Duration;
import java.util.List;

/** Answers with the last user message, word by word. */
final class EchoProvider implements LocalProvider {
    static final String DELAY = "delay";
    static final String FIRST_DELAY = "first-delay";

    private static final String MODEL = "echo";
    private static final String NOTHING_TO_REPEAT = "There is nothing to repeat: send a user message that holds text.";

    @Override
    public boolean claims(String model) {
        return model.equals(MODEL);
    }

    @Override
    public List<String> models() {
        return List.of(MODEL);
    }

    @Override
    public void chat(ChatRequest request, LocalCall call, ChatSink sink) throws InterruptedException {
        List<String> words = Words.split(answer(request));
        Options options = call.credential().options();
        Duration pause = options.find(FIRST_DELAY, Duration.class).orElse(Duration.ZERO);
        Duration delay = options.find(DELAY, Duration.class).orElse(Duration.ZERO);
        sink.emit(new ChatEvent.Start(null, call.upstreamModel(), null));
        for (String word : words) {
            Thread.sleep(pause.toMillis());
            sink.emit(new ChatEvent.TextDelta(0, word));
            pause = delay;
        }
        sink.emit(new ChatEvent.Finish(0, FinishReason.STOP, null));
        sink.emit(new ChatEvent.UsageReport(Usage.of(inputWords(request), words.size())));
        sink.emit(new ChatEvent.End());
    }

    private static String answer(ChatRequest request) {
        List<Message> messages = request.messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.role() == Role.USER && !message.text().isBlank()) {
                return message.text();
            }
        }
        return NOTHING_TO_REPEAT;
    }

    private static long inputWords(ChatRequest request) {
        return request.messages().stream()
                .mapToLong(message -> Words.count(message.text()))
                .sum();
    }
}
