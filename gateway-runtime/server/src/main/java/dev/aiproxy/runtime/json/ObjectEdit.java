package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonEdit.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object under edit. It remembers what changes and keeps everything else where it is; see {@link RequestBody#splice} for the
 * rules.
 */
final class ObjectEdit implements Part {
    private static final byte[] COMMA = ",".getBytes(US_ASCII);
    private static final byte[] COLON = ":".getBytes(US_ASCII);

    private final byte[] source;
    private final ObjectIndex index;
    /** The members of the source in their order; null where one was removed. */
    private final List<@Nullable Part> parts;
    /** Members that the source has not, by name. */
    private final Map<String, Part> added = new LinkedHashMap<>();

    ObjectEdit(byte[] source, ObjectIndex index) {
        this.source = source;
        this.index = index;
        this.parts = new ArrayList<>(index.members().size());
        for (Member member : index.members()) {
            parts.add(new Span(source, member.valueStart(), member.valueEnd()));
        }
    }

    void apply(JsonEdit edit) {
        apply(edit, edit.path());
    }

    private void apply(JsonEdit edit, List<String> path) {
        String name = path.get(0);
        @Nullable Part present = settle(name);
        if (path.size() > 1) {
            enter(edit, path, present);
        } else if (edit.mode() == Mode.REMOVE) {
            remove(name);
        } else if (edit.mode() == Mode.SET || present == null) {
            put(name, Span.of(Json.bytes(valueOf(edit))));
        }
    }

    private void enter(JsonEdit edit, List<String> path, @Nullable Part present) {
        String name = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (present instanceof ObjectEdit object) {
            object.apply(edit, rest);
        } else if (present instanceof Span span && span.isObject()) {
            ObjectEdit object = span.open();
            put(name, object);
            object.apply(edit, rest);
        } else if (edit.mode() == Mode.SET || (edit.mode() == Mode.SET_IF_ABSENT && isVacant(present))) {
            put(name, Span.of(Json.bytes(nest(rest, valueOf(edit)))));
        }
    }

    private static boolean isVacant(@Nullable Part part) {
        return part == null || (part instanceof Span span && span.isNull());
    }

    private static JsonNode valueOf(JsonEdit edit) {
        return Objects.requireNonNull(edit.value());
    }

    private static JsonNode nest(List<String> path, JsonNode value) {
        JsonNode nested = value;
        for (int i = path.size() - 1; i >= 0; i--) {
            ObjectNode object = Json.object();
            object.set(path.get(i), nested);
            nested = object;
        }
        return nested;
    }

    /** Drops all but the last member of that name, which is the one that counts, and answers it; null if there is none. */
    private @Nullable Part settle(String name) {
        int last = lastIndex(name);
        for (int i = 0; i < last; i++) {
            if (isNamed(i, name)) {
                parts.set(i, null);
            }
        }
        return last < 0 ? added.get(name) : parts.get(last);
    }

    private void put(String name, Part value) {
        int at = lastIndex(name);
        if (at < 0) {
            added.put(name, value);
        } else {
            parts.set(at, value);
        }
    }

    private void remove(String name) {
        int at = lastIndex(name);
        if (at < 0) {
            added.remove(name);
        } else {
            parts.set(at, null);
        }
    }

    private int lastIndex(String name) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) != null && isNamed(i, name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isNamed(int i, String name) {
        return index.members().get(i).name().equals(name);
    }

    @Override
    public void writeTo(Segments out) {
        List<Member> members = index.members();
        int firstKey = members.isEmpty() ? index.close() : members.get(0).keyStart();
        int lastEnd = members.isEmpty()
                ? index.close()
                : members.get(members.size() - 1).valueEnd();
        out.add(source, index.open(), firstKey);
        boolean empty = writeKept(out);
        writeAdded(out, empty);
        out.add(source, lastEnd, index.close() + 1);
    }

    /** A member that goes takes the comma and the white space in front of it along; the first one, those behind it. */
    private boolean writeKept(Segments out) {
        boolean empty = true;
        for (int i = 0; i < parts.size(); i++) {
            @Nullable Part part = parts.get(i);
            if (part != null) {
                Member member = index.members().get(i);
                int from =
                        empty ? member.keyStart() : index.members().get(i - 1).valueEnd();
                out.add(source, from, member.valueStart());
                part.writeTo(out);
                empty = false;
            }
        }
        return empty;
    }

    private void writeAdded(Segments out, boolean emptyBefore) {
        boolean empty = emptyBefore;
        for (Map.Entry<String, Part> member : added.entrySet()) {
            if (!empty) {
                out.add(COMMA);
            }
            out.add(Json.bytes(Json.nodes().stringNode(member.getKey())));
            out.add(COLON);
            member.getValue().writeTo(out);
            empty = false;
        }
    }
}
