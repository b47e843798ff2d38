package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void traceIsHandedOnUnlessThereIsOne() {
        Headers client = Headers.of("traceparent", PARENT, "tracestate", "a=1");
        Headers.Builder upstream = Headers.builder();

        TraceContext.forward(client, upstream, Headers.none());

        assertThat(upstream.build()).isEqualTo(client);
        Headers.Builder traced = Headers.builder();
        TraceContext.forward(client, traced, Headers.of("traceparent", "own"));
        assertThat(traced.build()).isEqualTo(Headers.none());
        assertThat(TraceContext.traceId(client)).contains(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceIsIgnored(String parent) {
        Headers client = Headers.of("traceparent", parent, "tracestate", "a=1");
        Headers.Builder upstream = Headers.builder();

        TraceContext.forward(client, upstream, Headers.none());

        assertThat(upstream.build()).isEqualTo(Headers.none());
        assertThat(TraceContext.traceId(client)).isEmpty();
    }
}
