package dev.aiproxy.runtime.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a log line says, as names and values: {@code a=1 b=2} as text, members of an object where lines are JSON. */
public final class LogFields {
    private static final int LONGEST_VALUE = 200;

    private final String event;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder(160);

    /** @param event what the line tells of, in one word */
    public LogFields(String event) {
        this.event = event;
    }

    /** A field that text shows without its name. */
    public LogFields word(String name, Object value) {
        fields.put(name, value);
        text.append(text.isEmpty() ? "" : " ").append(value.equals(true) ? name : printable(value));
        return this;
    }

    /** A field; none for null. */
    public LogFields field(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value instanceof Number ? value : printable(value));
            text.append(' ').append(name).append('=').append(printable(value));
        }
        return this;
    }

    public String event() {
        return event;
    }

    /** In the order in which they were added; numbers, booleans and text. */
    public Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** Clients choose some of the values: no line breaks or control characters reach the log. */
    private static String printable(Object value) {
        String whole = value.toString();
        String cut = whole.length() > LONGEST_VALUE ? whole.substring(0, LONGEST_VALUE) + "…" : whole;
        return cut.replaceAll("[\\p{Cntrl}\\s\u2028\u2029]", "?");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
