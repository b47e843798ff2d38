package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the requests of one conversation have in common: a session named in a header or in the body, else how the conversation
 * begins.
 */
final class ConversationKey {
    private static final List<String> SESSION_HEADERS =
            List.of("session-id", "session_id", "conversation-id", "conversation_id", "thread-id", "thread_id");
    private static final int BEGINNING = 4096;

    private ConversationKey() {}

    /** Named by the client; costs next to nothing. A hash, different for each client. */
    static Optional<String> named(ExchangeContext exchange) {
        return header(exchange.facts().headers())
                .or(() -> text(exchange, "prompt_cache_key"))
                .or(() -> text(exchange, "metadata", "user_id"))
                .map(name -> hash(exchange, "named", name));
    }

    /** From how the conversation begins, which takes reading it. */
    static Optional<String> begun(ExchangeContext exchange) {
        StringBuilder beginning = new StringBuilder();
        int system = 0;
        for (Message message : exchange.chatRequest().messages()) {
            if (message.role() == Role.USER) {
                append(beginning.append('\n'), message, BEGINNING);
                return Optional.of(hash(exchange, "begun", beginning.toString()));
            }
            if (message.role() != Role.ASSISTANT) {
                append(beginning, message, BEGINNING - system);
                system = beginning.length();
            }
        }
        return Optional.empty();
    }

    private static void append(StringBuilder beginning, Message message, int most) {
        int end = beginning.length() + most;
        for (Part part : message.parts()) {
            if (part instanceof Part.Text text) {
                beginning.append(text.text(), 0, Math.min(text.text().length(), Math.max(0, end - beginning.length())));
            }
        }
    }

    private static Optional<String> header(Headers headers) {
        return headers.names().stream()
                .filter(name -> SESSION_HEADERS.stream().anyMatch(name::endsWith))
                .sorted()
                .flatMap(name -> headers.first(name).stream())
                .findFirst();
    }

    private static Optional<String> text(ExchangeContext exchange, String... path) {
        return exchange.request()
                .body()
                .find(path)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> !text.isBlank());
    }

    private static String hash(ExchangeContext exchange, String kind, String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(
                    exchange.request().caller().scope(), exchange.facts().requestedModel(), kind, text)) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
