package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log and the client learn of an upstream's answer besides its body. */
final class UpstreamTraits {
    private static final List<String> REQUEST_ID = List.of("x-request-id", "request-id");
    private static final int LONGEST_ID = 128;

    private final List<String> passedThrough;
    private Headers headers = Headers.none();

    /** @param passedThrough the headers that clients get, in lower case */
    UpstreamTraits(List<String> passedThrough) {
        this.passedThrough = passedThrough;
    }

    void note(Headers answered) {
        headers = answered;
    }

    /** What the upstream calls the request; null if it does not say. */
    @Nullable
    String requestId() {
        for (String name : REQUEST_ID) {
            String id = headers.first(name).orElse(null);
            if (id != null && id.length() <= LONGEST_ID) {
                return id;
            }
        }
        return null;
    }

    /** These headers and those passed through. */
    Headers addTo(Headers own) {
        Headers.Builder all = null;
        for (String name : passedThrough) {
            if (headers.contains(name) && !own.contains(name)) {
                all = all == null ? own.toBuilder() : all;
                for (String value : headers.all(name)) {
                    all.add(name, value);
                }
            }
        }
        return all == null ? own : all.build();
    }
}
