package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.report.Figure;
import dev.aiproxy.bench.report.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole answers by one route: from a client's format to a provider's.
 *
 * @param path where the client posts
 * @param request the client's request
 * @param upstreamPath what nginx is asked for, which is what the provider would be
 * @param expected what the client's answer has in it
 * @param cpu what is aimed at for the ratio of processor time
 * @param p99 the same for the added 99th percentile, in microseconds
 */
record RouteCase(
        String name,
        String description,
        String path,
        String request,
        String model,
        String upstreamPath,
        String expected,
        boolean tls,
        Limit cpu,
        @Nullable Limit p99)
        implements Case {
    static final String NGINX = "nginx";
    static final String GATEWAY = "gateway";

    static final List<RouteCase> ALL = List.of(
            new RouteCase(
                    "chat",
                    "Chat passthrough",
                    "/v1/chat/completions",
                    "chat",
                    "gpt-4o-mini",
                    "/v1/chat/completions",
                    "chatcmpl-",
                    false,
                    new Limit(3.0, 2.5),
                    new Limit(1_000, 500)),
            new RouteCase(
                    "chat-tls",
                    "Chat passthrough, TLS upstream",
                    "/v1/chat/completions",
                    "chat",
                    "gpt-tls",
                    "/v1/chat/completions",
                    "chatcmpl-",
                    true,
                    new Limit(4.0, 3.0),
                    null),
            new RouteCase(
                    "chat-claude",
                    "Chat→Claude",
                    "/v1/chat/completions",
                    "chat",
                    "claude-sonnet-4-5",
                    "/v1/messages",
                    "\"finish_reason\"",
                    false,
                    new Limit(4.5, 4.0),
                    null),
            new RouteCase(
                    "claude-chat",
                    "Claude→Chat",
                    "/v1/messages",
                    "claude",
                    "gpt-4o-mini",
                    "/v1/chat/completions",
                    "\"stop_reason\"",
                    false,
                    new Limit(4.5, 4.0),
                    null),
            new RouteCase(
                    "chat-gemini",
                    "Chat→Gemini",
                    "/v1/chat/completions",
                    "chat",
                    "gemini-2.5-flash",
                    "/v1beta/models/gemini-2.5-flash:generateContent",
                    "\"finish_reason\"",
                    false,
                    new Limit(4.5, 4.0),
                    null),
            new RouteCase(
                    "responses-claude",
                    "Responses→Claude",
                    "/v1/responses",
                    "responses",
                    "claude-sonnet-4-5",
                    "/v1/messages",
                    "\"output_text\"",
                    false,
                    new Limit(4.5, 4.0),
                    null));

    @Override
    public void measure(Stage stage, Findings findings) {
        LoadSpec reference =
                stage.toProxy(tls ? stage.ports().tlsProxy() : stage.ports().proxy(), upstreamPath, request, model);
        LoadSpec own = stage.toGateway(path, request, model);
        Contender nginx = new Contender(NGINX, reference, "{\"", 0, stage.proxy());
        Contender gateway =
                new Contender(GATEWAY, own, expected, 1, stage.gateway().server());
        List<Contender> guests = name.equals("chat") ? peers(stage) : List.of();
        Rounds rounds = new Rounds(stage::send, stage.effort(), List.of(nginx, gateway), guests);
        rounds.warmUp();
        rounds.saturate(Work.REQUESTS);
        if (p99 != null || stage.effort().isFull()) {
            rounds.pace(Rounds.RATE);
        }
        findings.samples(name, rounds);
        report(rounds, GATEWAY, findings);
        guests.forEach(guest -> report(rounds, guest.name(), findings));
        if (stage.effort().isFull()) {
            double bytes = rounds.allocation(gateway, stage.gateway(), Work.REQUESTS);
            findings.add(Figure.alone(description, "allocation per request", "KB", bytes / 1024, null));
        }
    }

    private List<Contender> peers(Stage stage) {
        return stage.settings().peers().stream()
                .map(peer -> new Contender(
                        peer.name(), peer.post(stage.body(request, peer.model())), expected, 1, peer.server()))
                .toList();
    }

    private void report(Rounds rounds, String contender, Findings findings) {
        Series nginx = rounds.of(NGINX);
        Series own = rounds.of(contender);
        boolean isGateway = contender.equals(GATEWAY);
        String subject = isGateway ? description : description + ", " + contender;
        Limit cpuLimit = isGateway ? cpu : null;
        Limit p99Limit = isGateway ? p99 : null;
        String rate = " at " + Rounds.RATE + "/s";
        findings.addIfMeasured(Figure.ratio(
                subject, "CPU per request", "µs", nginx.median(Series.CPU), own.median(Series.CPU), cpuLimit));
        findings.addIfMeasured(Figure.ratio(
                subject,
                "saturation",
                "requests/s",
                nginx.median(Series.THROUGHPUT),
                own.median(Series.THROUGHPUT),
                null));
        findings.addIfMeasured(
                Figure.added(subject, "p50" + rate, "µs", nginx.median(Series.P50), own.median(Series.P50), null));
        findings.addIfMeasured(
                Figure.added(subject, "p99" + rate, "µs", nginx.median(Series.P99), own.median(Series.P99), p99Limit));
    }
}
