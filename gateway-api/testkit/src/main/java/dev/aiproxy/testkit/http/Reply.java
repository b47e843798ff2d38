package dev.aiproxy.testkit.http;

import dev.aiproxy.testkit.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * What a {@link FakeUpstream} answers to one request: status, headers, body, and how the bytes travel: sliced, delayed,
 * held at gates, broken off. Immutable; each method returns a changed copy, so replies may be shared and reused.
 *
 * <p>Offsets count body bytes before chunk framing. To cut inside the head or inside chunk framing, take the {@link
 * #wireBytes()} of a reply and send them with {@link #raw(byte[])}: there, offsets count every byte on the wire.
 */
public final class Reply {

    private final ReplyHead head;
    private final Content content;
    private final Delivery delivery;
    private final AfterReply after;

    private Reply(ReplyHead head, Content content, Delivery delivery, AfterReply after) {
        this.head = head;
        this.content = content;
        this.delivery = delivery;
        this.after = after;
    }

    enum AfterReply {
        KEEP_ALIVE,
        CLOSE
    }

    /** A reply with this status, no header of its own and an empty body. */
    public static Reply status(int status) {
        return new Reply(ReplyHead.of(status), Content.of(new byte[0]), Delivery.AT_ONCE, AfterReply.KEEP_ALIVE);
    }

    /** 200 with this JSON text as {@code application/json}. */
    public static Reply json(String json) {
        return json(200, json);
    }

    /** This status with this JSON text as {@code application/json}. */
    public static Reply json(int status, String json) {
        return status(status).header("Content-Type", "application/json").body(json);
    }

    /** 200, a chunked event stream with one {@code data:} event per argument (which must not contain line ends). */
    public static Reply sse(String... data) {
        return sseText(Arrays.stream(data).map(line -> "data: " + line + "\n\n").collect(Collectors.joining()));
    }

    /** 200, a chunked event stream of these events, with an {@code event:} line for those that have a name. */
    public static Reply sseEvents(List<SseEvent> events) {
        return sseText(events.stream().map(SseEvent::render).collect(Collectors.joining()));
    }

    /** 200, a chunked event stream with exactly this text. */
    public static Reply sseText(String text) {
        return status(200)
                .header("Content-Type", "text/event-stream")
                .body(text)
                .chunked();
    }

    /** Exactly these bytes instead of a response, then the connection closes; garbage status lines are made with it. */
    public static Reply raw(byte[] bytes) {
        Reply reply = status(200).body(bytes);
        return reply.with(reply.head.withFraming(Framing.RAW)).thenClose();
    }

    /** As {@link #raw(byte[])}, with ISO-8859-1 text. */
    public static Reply raw(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * 200, a chunked body that never ends by itself: {@code pieces} gives the bytes for piece 0, 1, 2 … (not empty). The
     * upstream writes as fast as the peer takes them; {@link RecordedRequest#bytesWritten()} shows how far it came.
     */
    public static Reply endless(LongFunction<byte[]> pieces) {
        ReplyHead head = ReplyHead.of(200).withFraming(Framing.CHUNKED);
        return new Reply(head, Content.endless(pieces), Delivery.AT_ONCE, AfterReply.KEEP_ALIVE);
    }

    /** No byte at all: the connection closes (FIN) when the request has arrived. */
    public static Reply closeWithoutReply() {
        return status(200).ending(Ending.Fault.CLOSE, Ending.BEFORE_HEAD);
    }

    /** No byte at all: the connection is reset (RST) when the request has arrived. */
    public static Reply resetWithoutReply() {
        return status(200).ending(Ending.Fault.RESET, Ending.BEFORE_HEAD);
    }

    /** Takes the request and stays silent until the peer leaves or the upstream is closed. */
    public static Reply never() {
        return status(200).ending(Ending.Fault.STALL, Ending.BEFORE_HEAD);
    }

    /** A copy with another reason phrase. */
    public Reply reason(String reason) {
        return with(head.withReason(reason));
    }

    /** A copy with one more header line; names may repeat, values are sent as they are. */
    public Reply header(String name, String value) {
        return with(head.withHeaders(head.headers().with(name, value)));
    }

    /** A copy without the lines of this header. */
    public Reply noHeader(String name) {
        return with(head.withHeaders(head.headers().without(name)));
    }

    /** A copy with this body; the framing stays. */
    public Reply body(byte[] bytes) {
        return new Reply(head, Content.of(bytes.clone()), delivery, after);
    }

    /** A copy with this text as UTF-8 body; the framing stays. */
    public Reply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy with this text as {@code text/html} body. */
    public Reply html(String html) {
        return noHeader("Content-Type").header("Content-Type", "text/html").body(html);
    }

    /** A copy whose body is chunked, one chunk per slice. */
    public Reply chunked() {
        return with(head.withFraming(Framing.CHUNKED));
    }

    /** A copy whose body ends where the connection does. */
    public Reply closeDelimited() {
        return with(head.withFraming(Framing.UNTIL_CLOSE)).thenClose();
    }

    /** A copy that claims this {@code Content-Length}, true or not, and closes behind the body. */
    public Reply declaredLength(long length) {
        return with(head.withDeclaredLength(length)).thenClose();
    }

    /** A copy that sends this 1xx status before the real one. */
    public Reply interim(int status) {
        return with(head.withInterim(status));
    }

    /** A copy that writes the body in slices of this many bytes, each in its own write (and chunk). */
    public Reply inSlicesOf(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a slice has at least one byte, not " + bytes);
        }
        return with(delivery.withSliceSize(bytes));
    }

    /** A copy that ends a write (and chunk) at each of these body offsets. */
    public Reply slicedAt(int... offsets) {
        return with(
                delivery.withCuts(Arrays.stream(offsets).asLongStream().boxed().toList()));
    }

    /** A copy that waits this long between two slices. */
    public Reply pausing(Duration pause) {
        return with(delivery.withPause(pause));
    }

    /** A copy that waits at the gate before it writes the body byte at this offset. */
    public Reply gateAt(long offset, Gate gate) {
        return with(delivery.withGate(offset, gate));
    }

    /** A copy that waits at the gate before it writes the status line. */
    public Reply gateBeforeHead(Gate gate) {
        return with(delivery.withGate(Ending.BEFORE_HEAD, gate));
    }

    /** A copy that waits at the gate before each slice of the body. */
    public Reply gateEachSlice(Gate gate) {
        return with(delivery.withGateEachSlice(gate));
    }

    /** A copy that resets the connection (RST) instead of writing the body byte at this offset. */
    public Reply resetAt(long offset) {
        return ending(Ending.Fault.RESET, requireOffset(offset));
    }

    /** A copy that closes the connection (FIN) instead of writing the body byte at this offset. */
    public Reply closeAt(long offset) {
        return ending(Ending.Fault.CLOSE, requireOffset(offset));
    }

    /** A copy that stays silent from this body offset on, until the peer leaves or the upstream is closed. */
    public Reply stallAt(long offset) {
        return ending(Ending.Fault.STALL, requireOffset(offset));
    }

    /** A chunked copy that writes a chunk size that is no number at this body offset, and closes. */
    public Reply brokenChunkAt(long offset) {
        return chunked().ending(Ending.Fault.BROKEN_CHUNK, requireOffset(offset));
    }

    /** A copy after which the upstream closes the connection, although no header said so. */
    public Reply thenClose() {
        return new Reply(head, content, delivery, AfterReply.CLOSE);
    }

    /** All bytes of this reply on the wire, head and chunk framing included, without its pauses, gates and faults. */
    public byte[] wireBytes() {
        return WireBytes.of(this);
    }

    ReplyHead head() {
        return head;
    }

    Delivery delivery() {
        return delivery;
    }

    AfterReply after() {
        return after;
    }

    byte[] renderHead() {
        return head.render(content.length());
    }

    BodyFeed feed() {
        return content.feed();
    }

    Reply withoutTiming() {
        Delivery plain = Delivery.AT_ONCE.withSliceSize(delivery.sliceSize()).withCuts(List.copyOf(delivery.cuts()));
        return new Reply(head, content, plain, after);
    }

    private Reply with(ReplyHead other) {
        return new Reply(other, content, delivery, after);
    }

    private Reply with(Delivery other) {
        return new Reply(head, content, other, after);
    }

    private Reply ending(Ending.Fault fault, long offset) {
        return with(delivery.withEnding(fault, offset));
    }

    private static long requireOffset(long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("an offset is not negative: " + offset);
        }
        return offset;
    }
}
