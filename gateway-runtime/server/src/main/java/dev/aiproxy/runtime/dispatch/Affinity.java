package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.runtime.routing.CredentialId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which credential a conversation was last answered with. Bounded: the conversations longest unheard of go first. Thread-safe. */
final class Affinity {
    private static final int MOST = 50_000;

    private final Map<String, CredentialId> credentials = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CredentialId> eldest) {
            return size() > MOST;
        }
    };

    /** @param conversation of bounded length, such as a hash */
    synchronized Optional<CredentialId> of(String conversation) {
        return Optional.ofNullable(credentials.get(conversation));
    }

    synchronized void keep(String conversation, CredentialId credential) {
        credentials.put(conversation, credential);
    }
}
