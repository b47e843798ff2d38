package dev.aiproxy.dist.hooks;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.CanonicalInterception;
import dev.aiproxy.api.exchange.CanonicalInterceptor;
import dev.aiproxy.api.exchange.CanonicalStep;
import dev.aiproxy.api.exchange.ExchangeFacts;
import dev.aiproxy.api.exchange.ExchangeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does what the header {@code x-chat} says, and marks what passes it with the letter {@code a}. */
public class ChatHook implements CanonicalInterceptor {
    @Override
    public Optional<CanonicalInterception> intercept(ExchangeFacts facts) {
        return facts.request().headers().first("x-chat").map(what -> new Told(mark(), what));
    }

    String mark() {
        return "a";
    }

    /** Behind the other one; marks with {@code b} and does nothing else. */
    public static final class Behind extends ChatHook {
        @Override
        public Optional<CanonicalInterception> intercept(ExchangeFacts facts) {
            return facts.request().headers().first("x-chat").map(what -> new Told(mark(), "mark"));
        }

        @Override
        String mark() {
            return "b";
        }

        @Override
        public int order() {
            return 10;
        }
    }

    /** Blocks until it is interrupted, if {@code x-blocks} is there. */
    public static final class Blocking implements CanonicalInterceptor {
        @Override
        public boolean blocking() {
            return true;
        }

        @Override
        public Optional<CanonicalInterception> intercept(ExchangeFacts facts) {
            return facts.request().headers().first("x-blocks").map(Told2::new);
        }

        private record Told2(String what) implements CanonicalInterception {
            @Override
            public CanonicalStep request(ChatRequest request) {
                if (what.equals("ever")) {
                    Notes.add("blocks");
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException over) {
                        Notes.add("interrupted");
                    }
                }
                return CanonicalStep.proceed(request);
            }
        }
    }

    private static final class Told implements CanonicalInterception {
        private final String mark;
        private final String what;
        private final List<ChatEvent> held = new ArrayList<>();

        Told(String mark, String what) {
            this.mark = mark;
            this.what = what;
        }

        @Override
        public CanonicalStep request(ChatRequest request) {
            return switch (what) {
                case "answer" ->
                    CanonicalStep.answer(new ChatResponse(
                            "own",
                            "own",
                            1L,
                            List.of(new ChatResponse.Choice(
                                    0, List.of(Part.Text.of("own words")), FinishReason.STOP, null)),
                            Usage.of(1, 2)));
                case "model" -> new CanonicalStep.Proceed(request, "other");
                case "refuse" -> throw new GatewayException(ErrorCode.FORBIDDEN, "not with me");
                case "throw" -> throw new IllegalStateException("secret detail");
                default -> {
                    List<Message> messages = new ArrayList<>(request.messages());
                    messages.add(Message.text(Role.USER, mark));
                    yield CanonicalStep.proceed(request.withMessages(messages));
                }
            };
        }

        @Override
        public void event(ChatEvent event, Consumer<ChatEvent> out) {
            if (what.equals("event-throw")) {
                throw new IllegalStateException("secret detail");
            }
            if (what.equals("hold") && !(event instanceof ChatEvent.End)) {
                held.add(event);
            } else if (event instanceof ChatEvent.End) {
                held.forEach(out);
                out.accept(event);
            } else if (event instanceof ChatEvent.TextDelta delta) {
                out.accept(new ChatEvent.TextDelta(delta.choice(), delta.text() + mark));
            } else {
                out.accept(event);
            }
        }

        @Override
        public void end(ExchangeRecord exchange) {
            Notes.add("chat end " + mark + " " + exchange.status());
        }
    }
}
