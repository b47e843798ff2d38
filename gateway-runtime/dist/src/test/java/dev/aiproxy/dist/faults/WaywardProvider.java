package dev.aiproxy.dist.faults;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A provider whose model {@code hangs} waits for a latch, and whose model {@code throws} throws. */
public final class WaywardProvider implements ProviderFactory {
    /** Where a test leaves the latch; a class of the JDK, so that both sides of the class loader know it. */
    public static final String LATCH = "aiproxy.test.latch";

    private static final WireFormat CHAT = WireFormat.of("openai");

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("wayward").needs(CHAT).build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Wayward();
    }

    private static final class Wayward implements HttpProvider {
        @Override
        public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
            return Optional.of(CHAT);
        }

        @Override
        public UpstreamRequest prepare(UpstreamCall call) {
            if (call.upstreamModel().equals("throws")) {
                throw new IllegalStateException("secret detail");
            }
            if (call.upstreamModel().equals("hangs")) {
                await();
            }
            return UpstreamRequest.postJson(call.credential().resolve("v1", "chat/completions"));
        }

        private static void await() {
            try {
                ((CountDownLatch) System.getProperties().get(LATCH)).await();
            } catch (InterruptedException over) {
                throw new IllegalStateException(over);
            }
        }
    }
}
