package dev.aiproxy.runtime.config;

import static dev.aiproxy.runtime.config.OptionTypes.duration;
import static dev.aiproxy.runtime.config.OptionTypes.integer;

import dev.aiproxy.runtime.config.GatewayConfig.Edge;
import dev.aiproxy.runtime.config.GatewayConfig.Limits;
import java.time.Duration;
import java.util.List;

/** The runtime's options that concern the side of the clients. */
final class EdgeOptions {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    static final OptionDef<Long> BODY_LIMIT_MB = OptionDef.of(
                    "body-limit-mb", integer(1, 1024), "The largest request body, in MiB; 413 above it")
            .withDefault("10");
    static final OptionDef<Long> CONNECTIONS = OptionDef.of(
                    "limits.max-connections",
                    integer(1, 1_000_000),
                    "Connections of clients; further ones wait until others are closed")
            .withDefault("10000");
    static final OptionDef<Long> EXCHANGES = OptionDef.of(
                    "limits.max-exchanges", integer(1, 1_000_000), "Requests served at the same time; 503 above it")
            .withDefault("5000");
    static final OptionDef<Long> HEADER_SIZE_KB = OptionDef.of(
                    "limits.header-size-kb", integer(1, 1024), "The largest request head, in KiB")
            .withDefault("64");
    static final OptionDef<Long> JSON_DEPTH = OptionDef.of(
                    "limits.json-depth", integer(5, 500), "How deep a body may be nested; 400 above it")
            .withDefault("500");
    static final OptionDef<Duration> HEAD_TIMEOUT = OptionDef.of(
                    "limits.head-timeout", duration(SECOND, HOUR), "How long a client may take for a request's head")
            .withDefault("30");
    static final OptionDef<Duration> BODY_TIMEOUT = OptionDef.of(
                    "limits.body-timeout",
                    duration(SECOND, HOUR),
                    "How long a client may be silent within a request's body; 408 after it")
            .withDefault("30");
    static final OptionDef<Duration> IDLE_TIMEOUT = OptionDef.of(
                    "limits.idle-timeout",
                    duration(SECOND, HOUR),
                    "How long a client's connection may stay open without a request")
            .withDefault("120");
    static final OptionDef<List<String>> ALLOWED_ORIGINS = OptionDef.of(
                    "cors.allowed-origins",
                    new ListType<>(new OriginType()),
                    "Web pages that may call the gateway from a browser, by their origin; * for all")
            .withDefault("[]");
    static final OptionDef<List<AddressRange>> TRUSTED_PROXIES = OptionDef.of(
                    "trusted-proxies",
                    new ListType<>(new AddressRangeType()),
                    "Addresses of proxies whose X-Forwarded-For is believed")
            .withDefault("[]");
    static final OptionDef<List<String>> PASSTHROUGH_HEADERS = OptionDef.of(
                    "passthrough-headers",
                    new ListType<>(new ResponseHeaderType()),
                    "Headers of providers' answers to copy to the client")
            .withDefault("[]");

    static final List<OptionDef<?>> ALL = List.of(
            BODY_LIMIT_MB,
            CONNECTIONS,
            EXCHANGES,
            HEADER_SIZE_KB,
            JSON_DEPTH,
            HEAD_TIMEOUT,
            BODY_TIMEOUT,
            IDLE_TIMEOUT,
            ALLOWED_ORIGINS,
            TRUSTED_PROXIES,
            PASSTHROUGH_HEADERS);

    private EdgeOptions() {}

    static Limits limits(Values values) {
        return new Limits(
                values.get(BODY_LIMIT_MB) << 20,
                Math.toIntExact(values.get(CONNECTIONS)),
                Math.toIntExact(values.get(EXCHANGES)),
                Math.toIntExact(values.get(HEADER_SIZE_KB)) << 10,
                Math.toIntExact(values.get(JSON_DEPTH)),
                new GatewayConfig.ClientTimeouts(
                        values.get(HEAD_TIMEOUT), values.get(BODY_TIMEOUT), values.get(IDLE_TIMEOUT)));
    }

    static Edge edge(Values values) {
        return new Edge(values.get(ALLOWED_ORIGINS), values.get(TRUSTED_PROXIES), values.get(PASSTHROUGH_HEADERS));
    }
}
