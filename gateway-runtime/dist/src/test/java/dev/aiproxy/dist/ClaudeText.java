package dev.aiproxy.dist;

import dev.aiproxy.testkit.sse.SseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The events of a stream of Anthropic's Messages as text. */
final class ClaudeText {
    private static final String NO_TEXT = "{\"type\":\"text\",\"text\":\"\"}";

    private ClaudeText() {}

    static String start(int inputTokens) {
        return event("""
                {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],\
                "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":%d,"output_tokens":1}}}""".formatted(inputTokens));
    }

    /** A block that opens with this text, grows by deltas and closes. */
    static String block(int index, String opening, String... deltas) {
        return Arrays.stream(deltas)
                .map(delta -> delta(index, delta))
                .collect(Collectors.joining("", opened(index, opening), closed(index)));
    }

    static String opened(int index, String block) {
        return event("{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}".formatted(index, block));
    }

    static String delta(int index, String delta) {
        return event("{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta));
    }

    static String closed(int index) {
        return event("{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index));
    }

    static String thinking(int index, String signature, String... pieces) {
        String[] deltas = Arrays.copyOf(deltas("thinking_delta", "thinking", pieces), pieces.length + 1);
        deltas[pieces.length] = deltas("signature_delta", "signature", signature)[0];
        return block(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}", deltas);
    }

    static String text(int index, String text) {
        return openText(index, text) + closed(index);
    }

    /** A block of text that something may still follow in. */
    static String openText(int index, String text) {
        return opened(index, NO_TEXT) + delta(index, deltas("text_delta", "text", text)[0]);
    }

    static String toolUse(int index, String id, String name, String... pieces) {
        String opening = "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":{}}".formatted(id, name);
        return block(index, opening, deltas("input_json_delta", "partial_json", pieces));
    }

    private static String[] deltas(String type, String field, String... values) {
        return Arrays.stream(values)
                .map(value -> "{\"type\":\"%s\",\"%s\":%s}".formatted(type, field, quoted(value)))
                .toArray(String[]::new);
    }

    static String end(String stopReason, int outputTokens) {
        return event("""
                {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{"output_tokens":%d}}""".formatted(stopReason, outputTokens)) + event("{\"type\":\"message_stop\"}");
    }

    private static String event(String data) {
        return SseEvent.typed(List.of(data)).get(0).render();
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
