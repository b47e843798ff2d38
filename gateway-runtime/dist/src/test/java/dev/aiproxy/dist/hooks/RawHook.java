package dev.aiproxy.dist.hooks;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.ExchangeFacts;
import dev.aiproxy.api.exchange.ExchangeRecord;
import dev.aiproxy.api.exchange.RawInterception;
import dev.aiproxy.api.exchange.RawInterceptor;
import dev.aiproxy.api.exchange.RawSink;
import dev.aiproxy.api.exchange.RawStep;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Does what the header {@code x-raw} says. */
public class RawHook implements RawInterceptor {
    @Override
    public Optional<RawInterception> intercept(ExchangeFacts facts) {
        return facts.request().headers().first(header()).map(Told::new);
    }

    String header() {
        return "x-raw";
    }

    /** The same, but not needed. */
    public static final class Optionally extends RawHook {
        @Override
        String header() {
            return "x-raw-open";
        }

        @Override
        public OnFault onFault() {
            return OnFault.FAIL_OPEN;
        }
    }

    private record Told(String what) implements RawInterception {
        @Override
        public RawStep request(JsonBody body) {
            return switch (what) {
                case "edit" -> RawStep.edit(JsonEdit.set(Json.nodes().numberNode(7), "seed"));
                case "model" -> RawStep.toModel("other");
                case "answer" -> RawStep.answer(299, Json.object().put("raw", "answered"));
                case "refuse" -> throw new GatewayException(ErrorCode.FORBIDDEN, "not with me");
                case "throw" -> throw new IllegalStateException("secret detail");
                default -> RawStep.unchanged();
            };
        }

        @Override
        public void event(Frame frame, RawSink out) {
            switch (what) {
                case "shout" -> {
                    if (frame.text().contains("two")) {
                        out.event(frame.event(), Json.parse(frame.text().replace("two", "TWO")));
                    } else {
                        out.forward(frame);
                    }
                }
                case "event-refuse" -> {
                    if (frame.text().contains("two")) {
                        throw new GatewayException(ErrorCode.FORBIDDEN, "not this word");
                    }
                    out.forward(frame);
                }
                case "event-throw" -> throw new IllegalStateException("secret detail");
                default -> out.forward(frame);
            }
        }

        @Override
        public ByteBuffer body(int status, ByteBuffer body) {
            String text = StandardCharsets.UTF_8.decode(body.duplicate()).toString();
            return switch (what) {
                case "shout" -> ByteBuffer.wrap(text.replace("two", "TWO").getBytes(StandardCharsets.UTF_8));
                case "event-refuse" -> throw new GatewayException(ErrorCode.FORBIDDEN, "not this word");
                case "event-throw" -> throw new IllegalStateException("secret detail");
                case "mark" -> ByteBuffer.wrap((text + status).getBytes(StandardCharsets.UTF_8));
                default -> body;
            };
        }

        @Override
        public void end(ExchangeRecord exchange) {
            Notes.add("raw end " + what + " " + exchange.status());
        }
    }
}
