package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A provider in this process, kept right, or broken at one rule. */
public final class LocalLineFactory implements ProviderFactory {
    private static final long STUBBORN_SECONDS = 3;

    private final @Nullable String broken;

    public LocalLineFactory() {
        this(null);
    }

    LocalLineFactory(@Nullable String broken) {
        this.broken = broken;
    }

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("local-line")
                .apiKey(ApiKeyUse.OPTIONAL)
                .defaultBaseUrl("http://local.example")
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Local(broken);
    }

    private record Local(@Nullable String broken) implements LocalProvider {
        @Override
        public void chat(ChatRequest request, LocalCall call, ChatSink sink) throws InterruptedException {
            try {
                answer(request, call, sink);
            } catch (InterruptedException left) {
                if (!"provider/cancel-1".equals(broken)) {
                    throw left;
                }
                new CountDownLatch(1).await(STUBBORN_SECONDS, TimeUnit.SECONDS);
            }
        }

        private void answer(ChatRequest request, LocalCall call, ChatSink sink) throws InterruptedException {
            if (request.messages().isEmpty() && !"provider/events-2".equals(broken)) {
                throw GatewayException.invalid("messages", "there must be a message");
            }
            sink.emit(new ChatEvent.Start(null, call.upstreamModel(), null));
            String last = request.messages().get(request.messages().size() - 1).text();
            if (!last.isEmpty() || "provider/events-1".equals(broken)) {
                sink.emit(new ChatEvent.TextDelta(0, "provider/events-1".equals(broken) ? "" : last));
            }
            sink.emit(new ChatEvent.Finish(0, FinishReason.STOP, null));
        }
    }
}
