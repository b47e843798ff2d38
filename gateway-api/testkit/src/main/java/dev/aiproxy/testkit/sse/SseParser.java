package dev.aiproxy.testkit.sse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses event-stream bytes as the HTML standard says (line ends {@code \n}, {@code \r\n} and {@code \r}, one optional
 * space after the colon, comments), in one go with {@link #parse} or as they arrive with {@link #feed}. Tolerant: what
 * the standard ignores or would drop is kept and noted in {@link SseText#problems}. Used by one thread.
 */
public final class SseParser {

    private static final Set<String> FIELDS = Set.of("event", "data", "id", "retry");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<SseEvent> events = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private @Nullable String event;
    private boolean afterReturn;

    /** A parser at the start of a stream. */
    public SseParser() {}

    /** The parts of a whole stream given as UTF-8 bytes. */
    public static SseText parse(byte[] stream) {
        SseParser parser = new SseParser();
        parser.feed(stream);
        return parser.end();
    }

    /** The parts of a whole stream given as text. */
    public static SseText parse(String stream) {
        return parse(stream.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the next bytes, cut anywhere; returns the events that they completed. */
    public List<SseEvent> feed(byte[] bytes) {
        int before = events.size();
        for (byte next : bytes) {
            take(next);
        }
        return List.copyOf(events.subList(before, events.size()));
    }

    /** Ends the stream; an event without its blank line is kept and noted as a problem. */
    public SseText end() {
        if (line.size() > 0) {
            problems.add("the last line has no line end");
            endLine();
        }
        if (event != null || !data.isEmpty()) {
            problems.add("the last event has no blank line behind it");
            endEvent();
        }
        return new SseText(events, comments, problems);
    }

    private void take(byte next) {
        boolean secondOfPair = afterReturn && next == '\n';
        afterReturn = next == '\r';
        if (secondOfPair) {
            return;
        }
        if (next == '\n' || next == '\r') {
            endLine();
        } else {
            line.write(next);
        }
    }

    private void endLine() {
        String text = decode(line.toByteArray());
        line.reset();
        if (text.isEmpty()) {
            endEvent();
        } else if (text.startsWith(":")) {
            comments.add(text.substring(1));
        } else {
            field(text);
        }
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (name.equals("data")) {
            data.add(value);
        } else if (name.equals("event")) {
            event = value;
        } else if (!FIELDS.contains(name)) {
            problems.add("not a field: " + text);
        }
    }

    private void endEvent() {
        if (!data.isEmpty()) {
            events.add(new SseEvent(event, String.join("\n", data)));
        } else if (event != null) {
            problems.add("event without data: " + event);
        }
        event = null;
        data.clear();
    }

    private String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            problems.add("not UTF-8: " + text);
            return text;
        }
    }
}
