package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client's JSON object body that keeps its bytes. It is an immutable view: nobody may change the array after {@link #scan}.
 *
 * <p>Of members with the same name the last one counts, as for most JSON parsers.
 */
public final class RequestBody implements JsonBody {
    /** {@code {}}, which is also what stands for a body where there is none. */
    public static final RequestBody EMPTY = scan(new byte[] {'{', '}'}, 0, 2, Set.of());

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final ObjectIndex index;

    private RequestBody(byte[] bytes, int start, int end, ObjectIndex index) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.index = index;
    }

    /**
     * Looks over a body: one JSON object (RFC 8259) in UTF-8, nothing in front of or behind it but white space. Nothing is
     * copied or unescaped but the names of members; so a string may hold an escaped lone surrogate, a name may not.
     *
     * @param unique top-level members that may stand only once, however their names are spelled
     * @throws GatewayException {@link ErrorCode#INVALID_REQUEST} that says what to fix and where, quoting nothing of the body
     */
    public static RequestBody scan(byte[] bytes, int offset, int length, Set<String> unique) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        return new RequestBody(bytes, offset, end, new BodyCheck(bytes, offset, end).index(unique));
    }

    /**
     * Refuses a body with more levels of objects and arrays than these, itself included.
     *
     * @throws GatewayException {@link ErrorCode#INVALID_REQUEST} with the place of the first one too deep
     */
    public void requireDepth(int levels) {
        int tooDeep =
                levels >= StreamReadConstraints.DEFAULT_MAX_DEPTH ? -1 : Nesting.firstBelow(bytes, start, end, levels);
        if (tooDeep >= 0) {
            throw Place.of(bytes, start, tooDeep)
                    .refuse("the body is nested deeper than " + levels + " levels", "send a flatter one");
        }
    }

    /**
     * The top-level string of that name, unescaped.
     *
     * @throws GatewayException {@link ErrorCode#INVALID_REQUEST} if it is anything but a string, {@code null} included
     */
    public Optional<String> string(String member) {
        @Nullable Member found = index.member(member);
        if (found == null) {
            return Optional.empty();
        }
        if (bytes[found.valueStart()] != '"') {
            throw GatewayException.invalid(member, "'" + member + "' must be a string");
        }
        return Optional.of(unescape(found));
    }

    private String unescape(Member member) {
        int first = member.valueStart() + 1;
        int last = member.valueEnd() - 1;
        for (int at = first; at < last; at++) {
            if (bytes[at] == '\\') {
                return ObjectIndex.value(bytes, member).stringValue();
            }
        }
        return new String(bytes, first, last - first, UTF_8);
    }

    /**
     * The top-level boolean of that name; empty if it is absent or {@code null}.
     *
     * @throws GatewayException {@link ErrorCode#INVALID_REQUEST} if it is anything else
     */
    public Optional<Boolean> bool(String member) {
        @Nullable Member found = index.member(member);
        if (found == null) {
            return Optional.empty();
        }
        return switch (bytes[found.valueStart()]) {
            case 't' -> Optional.of(true);
            case 'f' -> Optional.of(false);
            case 'n' -> Optional.empty();
            default -> throw GatewayException.invalid(member, "'" + member + "' must be true or false");
        };
    }

    @Override
    public Optional<JsonNode> find(String... path) {
        return path.length == 0 ? Optional.of(tree()) : index.find(bytes, path);
    }

    @Override
    public boolean mayContain(byte[] text) {
        return JsonText.contains(ByteBuffer.wrap(bytes, start, length()), text);
    }

    public int length() {
        return end - start;
    }

    /** The body as it came; read-only, a new view each time. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, start, length()).slice().asReadOnlyBuffer();
    }

    /**
     * The body with these edits, looked over anew.
     *
     * @param unique as for {@link #scan}
     */
    public RequestBody with(List<JsonEdit> edits, Set<String> unique) {
        ByteBuffer edited = splice(edits);
        byte[] copy = new byte[edited.remaining()];
        edited.get(copy);
        return scan(copy, 0, copy.length, unique);
    }

    /**
     * The body with these edits, in their order; each one sees what those before it did. What they do not touch survives byte
     * for byte, and without an effective edit it is {@link #bytes()}.
     *
     * <ul>
     *   <li>A value that is set takes the old one's place; a new member goes behind the last one. A member that is removed takes
     *       one comma along.
     *   <li>Where something that is no object stands in the way of a longer path, {@code SET} replaces it, {@code SET_IF_ABSENT}
     *       does so only if it is {@code null}, and {@code REMOVE} has nothing to remove.
     *   <li>A {@code null} at the end of the path is present: {@code SET_IF_ABSENT} leaves it.
     *   <li>A member on an edit's path that stands more than once is reduced to its last occurrence, so that every JSON parser
     *       sees the same value.
     * </ul>
     *
     * @return read-only
     */
    public ByteBuffer splice(List<JsonEdit> edits) {
        if (edits.isEmpty()) {
            return bytes();
        }
        ObjectEdit object = new ObjectEdit(bytes, index);
        edits.forEach(object::apply);
        Segments out = new Segments();
        out.add(bytes, start, index.open());
        object.writeTo(out);
        out.add(bytes, index.close() + 1, end);
        return out.are(bytes, start, end)
                ? bytes()
                : ByteBuffer.wrap(out.join()).asReadOnlyBuffer();
    }

    /** The body as a tree of its own, decimals with all their digits. */
    public ObjectNode tree() {
        return (ObjectNode) Json.parse(ByteBuffer.wrap(bytes, start, length()));
    }
}
