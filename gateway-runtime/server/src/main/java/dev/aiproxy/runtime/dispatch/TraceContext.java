package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.Headers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The trace that a client's request belongs to (W3C Trace Context). The gateway hands it on as it is. */
final class TraceContext {
    private static final String PARENT = "traceparent";
    private static final Pattern SHAPE =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");

    private TraceContext() {}

    /** The trace's id; empty if the client named none. */
    static Optional<String> traceId(Headers client) {
        return parent(client).map(value -> value.substring(3, 35));
    }

    private static Optional<String> parent(Headers client) {
        List<String> values = client.all(PARENT);
        return values.size() == 1 && SHAPE.matcher(values.get(0)).matches()
                ? Optional.of(values.get(0))
                : Optional.empty();
    }

    /** Adds what names the trace, unless it is there. */
    static void forward(Headers client, Headers.Builder upstream, Headers present) {
        parent(client).filter(value -> !present.contains(PARENT)).ifPresent(value -> {
            upstream.set(PARENT, value);
            client.all("tracestate").forEach(state -> upstream.add("tracestate", state));
        });
    }
}
