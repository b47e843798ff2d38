package dev.aiproxy.dist;

import dev.aiproxy.dist.FaultTable.Outcome.Kind;
import dev.aiproxy.testkit.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Every way in which a provider fails, and what its clients get. */
final class FaultTable {
    private FaultTable() {}

    /** What the client gets. */
    record Outcome(Kind kind, int status) {
        /** Whether another credential helps, and what happens without. */
        enum Kind {
            /** The client is told with one credential; with three another one answers unseen. */
            FAILS,
            /** The client is told, whatever other credentials there are. */
            TOLD,
            /** The stream has begun: it ends with an error of the client's format. */
            BREAKS,
            /** The client has a complete answer from the first credential. */
            SERVED
        }
    }

    /**
     * A line of the table.
     *
     * @param reply null for a provider that refuses connections
     * @param options of the credential that leads to the fault
     */
    record Fault(
            String name,
            @Nullable BiFunction<SpokenAnswer, Client, Reply> reply,
            Outcome plain,
            Outcome stream,
            String options) {
        Fault(String name, @Nullable BiFunction<SpokenAnswer, Client, Reply> reply, Outcome plain, Outcome stream) {
            this(name, reply, plain, stream, "");
        }

        /** Gemini's format has no event that must come last, so a stream that ends properly is complete. */
        Outcome stream(Client client) {
            return client == Client.GEMINI && name.endsWith(ENDS_ALL_THE_SAME) ? SERVED : stream;
        }

        Fault impatient() {
            return new Fault(name, reply, plain, stream, ", request-timeout: 200ms");
        }

        Fault patient() {
            return new Fault(name, reply, plain, stream, ", request-timeout: 3s");
        }
    }

    static final String ENDS_ALL_THE_SAME = ", but ends";
    static final Outcome SERVED = new Outcome(Kind.SERVED, 200);
    private static final Outcome BREAKS = new Outcome(Kind.BREAKS, 200);

    private static Outcome fails(int status) {
        return new Outcome(Kind.FAILS, status);
    }

    private static Outcome told(int status) {
        return new Outcome(Kind.TOLD, status);
    }

    static final List<Fault> ROWS = Stream.concat(
                    Stream.of(
                            new Fault("refuses connections", null, fails(502), fails(502)),
                            // Connections that break.
                            fault("closes without a byte", Reply.closeWithoutReply(), fails(502)),
                            fault("resets without a byte", Reply.resetWithoutReply(), fails(502)),
                            fault("closes in the status line", Reply.raw("HTTP/1.1 20"), fails(502)),
                            fault("closes in the head", Reply.raw("HTTP/1.1 200 OK\r\nContent-Ty"), fails(502)),
                            new Fault(
                                    "closes behind its head",
                                    (a, c) -> a.reply().closeAt(0),
                                    fails(502),
                                    fails(502)),
                            new Fault(
                                    "resets behind its head",
                                    (a, c) -> a.reply().resetAt(0),
                                    fails(502),
                                    fails(502)),
                            new Fault("resets at byte 10", (a, c) -> a.reply().resetAt(10), fails(502), fails(502)),
                            new Fault(
                                    "closes before content",
                                    (a, c) -> a.reply().closeAt(a.beforeContent()),
                                    fails(502),
                                    fails(502)),
                            new Fault(
                                    "closes after content",
                                    (a, c) -> a.reply().closeAt(a.afterContent()),
                                    fails(502),
                                    BREAKS),
                            // Silence.
                            fault("never answers", Reply.never(), fails(504)).impatient(),
                            new Fault(
                                            "silent behind its head",
                                            (a, c) -> a.reply().stallAt(0),
                                            fails(504),
                                            fails(504))
                                    .impatient(),
                            new Fault(
                                            "silent before content",
                                            (a, c) -> a.reply().stallAt(a.beforeContent()),
                                            fails(504),
                                            fails(504))
                                    .impatient(),
                            new Fault(
                                            "silent within its first event",
                                            (a, c) -> a.reply().stallAt(a.beforeContent() + 10),
                                            fails(504),
                                            fails(504))
                                    .impatient(),
                            new Fault(
                                            "silent after content",
                                            (a, c) -> a.reply().stallAt(a.afterContent()),
                                            fails(504),
                                            BREAKS)
                                    .impatient(),
                            new Fault(
                                            "slower in all than a silence may be",
                                            (a, c) -> a.reply()
                                                    .inSlicesOf(a.text().length() / 30 + 1)
                                                    .pausing(Duration.ofMillis(120)),
                                            SERVED,
                                            SERVED)
                                    .patient(),
                            // Answers that are none.
                            fault("garbage", Reply.raw("\u0016\u0003\u0001\u0000 garbage\r\n\r\n"), fails(502)),
                            fault("another protocol", Reply.raw("SSH-2.0-x\r\n"), fails(502)),
                            fault("over-long header", raw200("x: " + "y".repeat(100_000)), fails(502)),
                            fault("headers without end", raw200("x: y\r\n".repeat(20_000)), fails(502)),
                            fault(
                                    "two lengths",
                                    raw200("content-length: 1\r\ncontent-length: 2\r\n\r\n{}"),
                                    fails(502)),
                            fault("a length that is none", raw200("content-length: two\r\n\r\n{}"), fails(502)),
                            fault("a chunk size that is none", chunked("xyz\r\n{}"), fails(502)),
                            fault("a chunk longer than it says", chunked("1\r\n{}}}\r\n0\r\n\r\n"), fails(502)),
                            fault(
                                    "a transfer encoding unheard of",
                                    raw200("transfer-encoding: zip\r\n\r\n"),
                                    fails(502)),
                            fault("a compression not asked for", raw200("content-encoding: br\r\n\r\n{}"), fails(502)),
                            new Fault(
                                    "breaks a chunk after content",
                                    (a, c) -> a.reply().brokenChunkAt(a.afterContent()),
                                    fails(502),
                                    BREAKS),
                            new Fault(
                                    "longer than its length, but ends",
                                    (a, c) -> unframed(a, a.afterContent()),
                                    fails(502),
                                    BREAKS),
                            new Fault(
                                    "shorter than its length, and over",
                                    (a, c) -> unframed(a, a.text().length() + 10),
                                    fails(502),
                                    SERVED),
                            fault("empty", Reply.status(200), fails(502)),
                            fault("204", Reply.status(204), fails(502)),
                            fault("HTML", Reply.status(200).html("<h1>Hi</h1>"), fails(502)),
                            new Fault(
                                    "ends properly before content",
                                    (a, c) -> a.reply(a.opening()),
                                    fails(502),
                                    fails(502)),
                            new Fault(
                                    "without its end, but ends",
                                    (a, c) -> a.reply(a.opening() + a.content()),
                                    fails(502),
                                    BREAKS),
                            // 200, then an error.
                            new Fault(
                                    "an error after content",
                                    (a, c) -> a.reply(a.opening() + a.content() + SpokenAnswer.error(c, a.stream())),
                                    fails(502),
                                    BREAKS),
                            // What is unusual, but no fault.
                            new Fault("closes when idle", (a, c) -> a.reply().thenClose(), SERVED, SERVED),
                            new Fault(
                                    "other answers first",
                                    (a, c) -> a.reply().interim(103).interim(102),
                                    SERVED,
                                    SERVED),
                            new Fault(
                                    "as long as the connection",
                                    (a, c) -> a.reply().closeDelimited(),
                                    SERVED,
                                    SERVED),
                            new Fault("one byte at a time", (a, c) -> a.reply().inSlicesOf(1), SERVED, SERVED),
                            new Fault("compressed unasked", (a, c) -> gzip(a), SERVED, SERVED),
                            new Fault(
                                    "odd headers",
                                    (a, c) -> a.reply()
                                            .header("X-Odd", "")
                                            .header("x-odd", "\u00e4;,=\"")
                                            .header("Connection", "x-odd"),
                                    SERVED,
                                    SERVED)),
                    statuses())
            .toList();

    private static Stream<Fault> statuses() {
        String body = "{\"error\":{\"message\":\"The provider's own words\"}}";
        Stream<Fault> failing = Stream.of(401, 402, 403, 408, 409, 429, 500, 501, 502, 503, 504, 529, 599)
                .map(status -> fault("status " + status, Reply.json(status, body), fails(status)));
        Stream<Fault> told = Stream.of(400, 404, 405, 413, 418, 422, 451)
                .map(status -> fault("status " + status, Reply.json(status, body), told(status)));
        Stream<Fault> dressed = Stream.of(
                fault(
                        "503 with a wait and a page",
                        Reply.status(503).html("<h1>Down</h1>").header("Retry-After", "120"),
                        fails(503)),
                fault("429 with a broken wait", Reply.json(429, body).header("Retry-After", "soon"), fails(429)),
                fault("500 that breaks off", Reply.json(500, body).closeAt(5), fails(500)),
                fault("302 to elsewhere", Reply.status(302).header("Location", "http://127.0.0.1:1/"), told(502)));
        return Stream.of(failing, told, dressed).flatMap(each -> each);
    }

    /** An error that each format tells in its own way keeps its meaning. */
    static Fault errorBeforeContent(Client client, int status) {
        return new Fault(
                "an error before content, as " + client + " is told",
                (a, c) -> a.reply(a.opening() + SpokenAnswer.error(c, a.stream())),
                fails(status),
                fails(status));
    }

    private static Fault fault(String name, Reply reply, Outcome outcome) {
        return new Fault(name, (answer, client) -> reply, outcome, outcome);
    }

    private static Reply raw200(String rest) {
        return Reply.raw("HTTP/1.1 200 OK\r\n" + rest);
    }

    private static Reply chunked(String body) {
        return raw200("content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n" + body);
    }

    private static Reply unframed(SpokenAnswer answer, int length) {
        String type = answer.stream() ? "text/event-stream" : "application/json";
        return Reply.status(200)
                .header("Content-Type", type)
                .body(answer.text())
                .declaredLength(length);
    }

    private static Reply gzip(SpokenAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(answer.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return answer.reply().body(bytes.toByteArray()).header("Content-Encoding", "gzip");
    }
}
