package dev.aiproxy.runtime.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a log line says, as names and values: {@code a=1 b=2} as text, members of an object where lines are JSON. Every exchange
 * has one, so it does no more than the line asks for.
 */
public final class LogFields {
    private static final int LONGEST_VALUE = 200;

    private final String event;
    private final List<Field> fields = new ArrayList<>(20);

    /** @param named whether text shows the name, too */
    private record Field(String name, Object value, boolean named) {}

    /** @param event what the line tells of, in one word */
    public LogFields(String event) {
        this.event = event;
    }

    /** A field that text shows without its name. */
    public LogFields word(String name, Object value) {
        fields.add(new Field(name, value, false));
        return this;
    }

    /** A field; none for null. */
    public LogFields field(String name, @Nullable Object value) {
        if (value != null) {
            fields.add(new Field(name, value instanceof Number ? value : printable(value.toString()), true));
        }
        return this;
    }

    public String event() {
        return event;
    }

    /** In the order in which they were added; numbers, booleans and text. */
    public Map<String, Object> fields() {
        Map<String, Object> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.name(), field.value()));
        return Collections.unmodifiableMap(byName);
    }

    /** Clients choose some of the values: no line breaks or control characters reach the log. */
    private static String printable(String value) {
        String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
        for (int i = 0; i < cut.length(); i++) {
            if (breaksLines(cut.charAt(i))) {
                return replaced(cut);
            }
        }
        return cut;
    }

    private static String replaced(String value) {
        StringBuilder shown = new StringBuilder(value);
        for (int i = 0; i < shown.length(); i++) {
            if (breaksLines(shown.charAt(i))) {
                shown.setCharAt(i, '?');
            }
        }
        return shown.toString();
    }

    private static boolean breaksLines(char c) {
        return c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == '\u2028' || c == '\u2029';
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(256);
        for (Field field : fields) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            if (field.named()) {
                text.append(field.name()).append('=').append(field.value());
            } else {
                text.append(
                        Boolean.TRUE.equals(field.value())
                                ? field.name()
                                : printable(field.value().toString()));
            }
        }
        return text.toString();
    }
}
