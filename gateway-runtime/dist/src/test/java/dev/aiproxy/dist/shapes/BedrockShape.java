package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.FrameDecoder;
import dev.aiproxy.api.wire.FrameEncoder;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The final body is signed, and streams come in binary frames. The wire format is another plugin's. */
public final class BedrockShape implements ProviderFactory {
    /** The media type of binary event streams. */
    public static final String EVENTS = "application/vnd.shape.events";

    private static final WireFormat LINES = WireFormat.of("lines");

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("bedrock-shape").needs(LINES).build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Bedrock();
    }

    /** The signature of a request. */
    public static String sign(String key, String path, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static final class Bedrock implements HttpProvider {
        @Override
        public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
            return operation.equals(Operation.CHAT) ? Optional.of(LINES) : Optional.empty();
        }

        @Override
        public UpstreamRequest prepare(UpstreamCall call) {
            String path = "/model/" + call.upstreamModel() + (call.stream() ? "/invoke-stream" : "/invoke");
            byte[] body = new byte[call.body().remaining()];
            call.body().duplicate().get(body);
            String key = call.credential().apiKey().orElseThrow().reveal();
            return UpstreamRequest.postJson(
                    URI.create(call.credential().baseUrl() + path), "x-signature", sign(key, path, body));
        }

        @Override
        public Optional<Framing> framing(ResponseHead head) {
            return head.mediaType().equals(EVENTS)
                    ? Optional.of(new BinaryFraming())
                    : HttpProvider.super.framing(head);
        }
    }

    /** Four bytes of length, then the payload. */
    static final class BinaryFraming implements Framing {
        @Override
        public FrameDecoder decoder(int maxFrameBytes) {
            return new BinaryDecoder(maxFrameBytes);
        }

        /** No client is ever sent binary frames. */
        @Override
        public FrameEncoder encoder() {
            return Framing.ndjson().encoder();
        }

        @Override
        public String contentType() {
            return EVENTS;
        }
    }

    static final class BinaryDecoder implements FrameDecoder {
        private final int maxFrameBytes;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private int missing = Integer.BYTES;
        private boolean inPayload;

        BinaryDecoder(int maxFrameBytes) {
            this.maxFrameBytes = maxFrameBytes;
        }

        @Override
        public void feed(ByteBuffer bytes, Consumer<Frame> sink) {
            while (bytes.hasRemaining()) {
                byte[] taken = new byte[Math.min(missing, bytes.remaining())];
                bytes.get(taken);
                held.writeBytes(taken);
                missing -= taken.length;
                if (missing == 0) {
                    next(sink);
                }
            }
        }

        private void next(Consumer<Frame> sink) {
            ByteBuffer block = ByteBuffer.wrap(held.toByteArray());
            if (!inPayload && block.getInt(0) > 0 && block.getInt(0) <= maxFrameBytes) {
                missing = block.getInt(0);
                inPayload = true;
                return;
            }
            sink.accept(Frame.of(null, block.slice(Integer.BYTES, block.limit() - Integer.BYTES), block));
            held.reset();
            missing = Integer.BYTES;
            inPayload = false;
        }

        @Override
        public void end(Consumer<Frame> sink) {
            if (held.size() > 0) {
                sink.accept(Frame.fragment(ByteBuffer.wrap(held.toByteArray())));
            }
        }
    }
}
