package dev.aiproxy.api.wire;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON trees as the gateway reads and writes them: decimals keep every digit and their exponent ({@code BigDecimal}, never
 * {@code double}), trailing content is an error, member order is kept. Thread-safe.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** The factory for nodes. */
    public static JsonNodeFactory nodes() {
        return JsonNodeFactory.instance;
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Parses one document.
     *
     * @throws GatewayException {@link ErrorCode#INVALID_REQUEST} with position and reason, without quoting the content
     */
    public static JsonNode parse(byte[] json) {
        return parse(json, 0, json.length);
    }

    /** As {@link #parse(byte[])}; the buffer's position does not move. */
    public static JsonNode parse(ByteBuffer json) {
        if (json.hasArray()) {
            return parse(json.array(), json.arrayOffset() + json.position(), json.remaining());
        }
        byte[] copy = copy(json);
        return parse(copy, 0, copy.length);
    }

    /** As {@link #parse(byte[])}. */
    public static JsonNode parse(String json) {
        try {
            return present(MAPPER.readTree(json));
        } catch (JacksonException invalid) {
            throw refusal(invalid);
        } catch (NumberFormatException beyond) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "the exponent of a number is too large", beyond);
        }
    }

    private static JsonNode parse(byte[] json, int offset, int length) {
        try {
            return present(MAPPER.readTree(json, offset, length));
        } catch (JacksonException invalid) {
            throw refusal(invalid);
        } catch (NumberFormatException beyond) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "the exponent of a number is too large", beyond);
        }
    }

    /** Renders a tree without white space as UTF-8. */
    public static byte[] bytes(JsonNode node) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        write(node, out);
        return out.toByteArray();
    }

    /** Renders a tree without white space. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Renders a tree without white space as UTF-8; the stream is neither flushed nor closed by contract. */
    public static void write(JsonNode node, OutputStream out) {
        MAPPER.writeValue(out, node);
    }

    static JsonParser parser(ByteBuffer json) {
        if (json.hasArray()) {
            return MAPPER.createParser(json.array(), json.arrayOffset() + json.position(), json.remaining());
        }
        return MAPPER.createParser(copy(json));
    }

    private static byte[] copy(ByteBuffer json) {
        byte[] copy = new byte[json.remaining()];
        json.duplicate().get(copy);
        return copy;
    }

    private static JsonNode present(JsonNode node) {
        if (node.isMissingNode()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "not valid JSON: it is empty");
        }
        return node;
    }

    private static GatewayException refusal(JacksonException invalid) {
        var at = invalid.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new GatewayException(ErrorCode.INVALID_REQUEST, "not valid JSON" + where);
    }
}
