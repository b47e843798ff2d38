package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.Headers;
import java.util.List;
import java.util.stream.Stream;
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
        return REQUEST_ID.stream()
                .flatMap(name -> headers.first(name).stream())
                .filter(id -> id.length() <= LONGEST_ID)
                .findFirst()
                .orElse(null);
    }

    /** These headers and those passed through. */
    Headers addTo(Headers own) {
        Stream<String> present = passedThrough.stream().filter(headers::contains);
        List<String> names = present.filter(name -> !own.contains(name)).toList();
        if (names.isEmpty()) {
            return own;
        }
        Headers.Builder all = own.toBuilder();
        names.forEach(name -> headers.all(name).forEach(value -> all.add(name, value)));
        return all.build();
    }
}
