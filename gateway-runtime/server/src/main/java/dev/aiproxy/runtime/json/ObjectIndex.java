package dev.aiproxy.runtime.json;

import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;

/** The members of one object in the order they stand in, with their offsets; strings and nested values are skipped, not read. */
final class ObjectIndex {
    /** The limits are Jackson's own, which {@link dev.aiproxy.api.wire.Json} applies too: what passes here can be parsed later. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private final List<Member> members;
    private final int open;
    private final int close;

    private ObjectIndex(List<Member> members, int open, int close) {
        this.members = members;
        this.open = open;
        this.close = close;
    }

    /**
     * Reads the object whose opening brace is at {@code open}; bytes behind its closing brace are not looked at. The first bytes
     * must not be zeros: Jackson takes those for UTF-16.
     *
     * @throws tools.jackson.core.JacksonException if there is no complete object; its location counts from {@code open}
     */
    static ObjectIndex read(byte[] bytes, int open, int end) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, open, end - open)) {
            return read(parser, bytes, open);
        }
    }

    /** Whether what begins at {@code open} is one value with nothing but white space behind it. */
    static boolean isWhole(byte[] bytes, int open, int end) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, open, end - open)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        }
    }

    private static ObjectIndex read(JsonParser parser, byte[] bytes, int open) {
        List<Member> members = new ArrayList<>();
        parser.nextToken();
        @Nullable String name = parser.nextName();
        int keyStart = tokenStart(parser, open);
        while (name != null) {
            parser.nextToken();
            int valueStart = tokenStart(parser, open);
            parser.skipChildren();
            @Nullable String next = parser.nextName();
            int nextStart = tokenStart(parser, open);
            members.add(new Member(name, keyStart, valueStart, valueEnd(bytes, nextStart, next == null)));
            name = next;
            keyStart = nextStart;
        }
        return new ObjectIndex(members, open, keyStart);
    }

    private static int tokenStart(JsonParser parser, int open) {
        return open + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Goes back from the next name or the closing brace, as the end of a skipped string is known only from there. */
    private static int valueEnd(byte[] bytes, int next, boolean last) {
        int end = Whitespace.before(bytes, next);
        return last ? end : Whitespace.before(bytes, end - 1);
    }

    List<Member> members() {
        return members;
    }

    /** The member that counts: of several with the same name the last one. */
    @Nullable
    Member member(String name) {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).name().equals(name)) {
                return members.get(i);
            }
        }
        return null;
    }

    /** The value at a path of at least one name from this object, parsed; the bytes are those that were read. */
    Optional<JsonNode> find(byte[] bytes, String... path) {
        ObjectIndex object = this;
        for (int i = 0; i < path.length - 1; i++) {
            @Nullable Member member = object.member(path[i]);
            if (member == null || bytes[member.valueStart()] != '{') {
                return Optional.empty();
            }
            object = read(bytes, member.valueStart(), member.valueEnd());
        }
        return Optional.ofNullable(object.member(path[path.length - 1])).map(member -> value(bytes, member));
    }

    static JsonNode value(byte[] bytes, Member member) {
        return Json.parse(ByteBuffer.wrap(bytes, member.valueStart(), member.valueEnd() - member.valueStart()));
    }

    /** Where the opening brace stands. */
    int open() {
        return open;
    }

    /** Where the closing brace stands. */
    int close() {
        return close;
    }
}
