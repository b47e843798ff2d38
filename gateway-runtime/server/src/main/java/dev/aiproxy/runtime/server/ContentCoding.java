package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How a request body is compressed (RFC 9110 §8.4.1). */
enum ContentCoding {
    GZIP {
        @Override
        InputStream open(ByteArrayInputStream compressed) throws IOException {
            return new GZIPInputStream(compressed);
        }
    },
    DEFLATE {
        /** Some clients leave the zlib frame out, which every other recipient puts up with. */
        @Override
        InputStream open(ByteArrayInputStream compressed) {
            compressed.mark(1);
            boolean framed = (compressed.read() & 0x0f) == ZLIB_METHOD;
            compressed.reset();
            return new InflaterInputStream(compressed, new Inflater(!framed)) {
                @Override
                public void close() throws IOException {
                    inf.end();
                    super.close();
                }
            };
        }
    },
    ZSTD {
        @Override
        InputStream open(ByteArrayInputStream compressed) {
            return new ZstdInputStream(compressed);
        }
    };

    private static final String OFFERED = "gzip, deflate, zstd";
    private static final HttpString ACCEPTED = new HttpString("Accept-Encoding");
    private static final int ZLIB_METHOD = 8;
    private static final int FIRST_CAPACITY = 16 * 1024;

    abstract InputStream open(ByteArrayInputStream compressed) throws IOException;

    /**
     * The coding of a request's body; null for none.
     *
     * @throws GatewayException if it is none of these, or more than one; the response says which are accepted
     */
    static @Nullable ContentCoding of(HttpServerExchange exchange) {
        HeaderValues values = exchange.getRequestHeaders().get(Headers.CONTENT_ENCODING);
        String coding = values == null ? "" : String.join(",", values).strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> null;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "zstd" -> ZSTD;
            default -> {
                exchange.getResponseHeaders().put(ACCEPTED, OFFERED);
                throw new GatewayException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "content encoding '" + (coding.length() > 50 ? coding.substring(0, 50) + "…" : coding)
                                + "' is not supported: use one of " + OFFERED + ", or none");
            }
        };
    }

    /**
     * What was compressed. Takes its time, so not for an IO thread; takes little more memory than the limit, whatever the
     * body claims to become.
     *
     * @throws GatewayException if it is broken
     * @return null if it is longer than the limit
     */
    byte @Nullable [] decode(byte[] bytes, int length, int limit) {
        byte[] decoded = new byte[Math.min(limit, FIRST_CAPACITY)];
        int size = 0;
        try (InputStream in = open(new ByteArrayInputStream(bytes, 0, length))) {
            while (true) {
                if (size == decoded.length) {
                    if (size == limit) {
                        return in.read() < 0 ? decoded : null;
                    }
                    decoded = Arrays.copyOf(decoded, (int) Math.min(limit, size * 2L));
                }
                int count = in.read(decoded, size, decoded.length - size);
                if (count < 0) {
                    return Arrays.copyOf(decoded, size);
                }
                size += count;
            }
        } catch (IOException | MalformedInputException broken) {
            String name = name().toLowerCase(Locale.ROOT);
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "the request body is not what 'content-encoding: " + name + "' says",
                    broken);
        }
    }
}
