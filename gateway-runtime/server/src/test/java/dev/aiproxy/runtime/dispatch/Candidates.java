package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.provider.LocalProvider;
import dev.aiproxy.runtime.TestConfig;
import dev.aiproxy.runtime.routing.Candidate;
import java.util.List;
import java.util.stream.Stream;

/** Candidates that are told apart, nothing more. */
final class Candidates {
    private static final Provider PROVIDER = new Provider();

    private Candidates() {}

    private static final class Provider implements LocalProvider {
        @Override
        public void chat(ChatRequest request, LocalCall call, ChatSink sink) {}
    }

    /** One per provider id; the same id may stand twice, for two credentials. */
    static List<Candidate> of(String... providerIds) {
        return Stream.of(providerIds).map(Candidates::candidate).toList();
    }

    private static Candidate candidate(String providerId) {
        var credential = TestConfig.of("alpha: [{ name: a }]")
                .providers()
                .get(0)
                .credentials()
                .get(0);
        return new Candidate(new Candidate.ProviderEntry(providerId, providerId, PROVIDER), credential, "m");
    }
}
