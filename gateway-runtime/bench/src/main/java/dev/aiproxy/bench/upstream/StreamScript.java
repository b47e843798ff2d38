package dev.aiproxy.bench.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written for one stream, write by write: the head with the first event, then an event each, the last with the stream's end.
 * What stands in front of the first text goes with it: a gateway holds it back until then, to be able to change its mind, and the
 * pace of the upstream is not to be taken for the gateway's time.
 */
public final class StreamScript {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CHAT_START =
            "data: {\"id\":\"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT\",\"object\":\"chat.completion.chunk\","
                    + "\"created\":1741570283,\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\","
                    + "\"system_fingerprint\":\"fp_06737a9306\",\"choices\":[";
    private static final String CLAUDE_START = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":"
            + "{\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\",\"role\":\"assistant\","
            + "\"model\":\"claude-sonnet-4-5-20250929\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":325,\"output_tokens\":1}}}\n\n";

    private final List<ByteBuffer> writes;
    private final List<String> events;

    private StreamScript(List<String> events) {
        List<ByteBuffer> rendered = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            String text = chunk(events.get(i));
            text = i == 0 ? HEAD + text : text;
            text = i == events.size() - 1 ? text + "0\r\n\r\n" : text;
            rendered.add(direct(text));
        }
        this.writes = List.copyOf(rendered);
        this.events = List.copyOf(events);
    }

    /** So many events as OpenAI's Chat Completions streams them. */
    public static StreamScript chat(int count) {
        List<String> events = new ArrayList<>();
        String preamble = chat("\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
        for (int i = 0; i < count - 2; i++) {
            String text = chat("\"delta\":{\"content\":\" word" + i % 10 + "\"}", "null");
            events.add(i == 0 ? preamble + text : text);
        }
        events.add(chat("\"delta\":{}", "\"stop\""));
        events.add("data: [DONE]\n\n");
        return new StreamScript(events);
    }

    /** So many events as Anthropic's Messages streams them. */
    public static StreamScript claude(int count) {
        List<String> events = new ArrayList<>();
        String preamble = CLAUDE_START
                + claude("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        for (int i = 0; i < count - 3; i++) {
            String delta = ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" word" + i % 10 + "\"}";
            String text = claude("content_block_delta", delta);
            events.add(i == 0 ? preamble + text : text);
        }
        events.add(claude("content_block_stop", ",\"index\":0"));
        events.add(claude(
                "message_delta",
                ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":97}"));
        events.add(claude("message_stop", ""));
        return new StreamScript(events);
    }

    int events() {
        return events.size();
    }

    /** The text of one event, without what HTTP puts around it. */
    public byte[] event(int number) {
        return events.get(number).getBytes(US_ASCII);
    }

    ByteBuffer write(int number) {
        return writes.get(number).duplicate();
    }

    private static String chat(String delta, String finishReason) {
        return CHAT_START + "{\"index\":0," + delta + ",\"logprobs\":null,\"finish_reason\":" + finishReason
                + "}]}\n\n";
    }

    private static String claude(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + members + "}\n\n";
    }

    private static String chunk(String event) {
        return Integer.toHexString(event.getBytes(UTF_8).length) + "\r\n" + event + "\r\n";
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
