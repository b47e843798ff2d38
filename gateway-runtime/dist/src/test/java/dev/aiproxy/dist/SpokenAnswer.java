package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.Reply;

/**
 * A small answer of a provider of one format, in the pieces that faults fall between.
 *
 * @param opening events before any content, of a stream; empty where the format has none
 * @param content the event with the content; of a whole answer everything but its end
 * @param rest what a complete answer needs besides
 */
record SpokenAnswer(boolean stream, String opening, String content, String rest) {
    static SpokenAnswer of(Client client, boolean stream) {
        return stream ? stream(client) : plain(client);
    }

    /** As it should be. */
    Reply reply() {
        return reply(text());
    }

    /** The same way of answering with another text. */
    Reply reply(String text) {
        return stream ? Reply.sseText(text) : Reply.json(text);
    }

    String text() {
        return opening + content + rest;
    }

    /** Where the content begins. */
    int beforeContent() {
        return opening.length();
    }

    /** Where the content has been said. */
    int afterContent() {
        return opening.length() + content.length();
    }

    /** An error as formats tell it within a stream, or instead of an answer. */
    static String error(Client client, boolean stream) {
        String json = switch (client) {
            case RESPONSES -> throw unknown(client);
            case CHAT -> "{\"error\":{\"message\":\"boom\",\"type\":\"server_error\",\"param\":null,\"code\":null}}";
            case CLAUDE -> "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"boom\"}}";
            case GEMINI -> "{\"error\":{\"code\":503,\"message\":\"boom\",\"status\":\"UNAVAILABLE\"}}";
        };
        String name = client == Client.CLAUDE ? "event: error\n" : "";
        return stream ? name + "data: " + json + "\n\n" : json;
    }

    private static IllegalArgumentException unknown(Client client) {
        return new IllegalArgumentException("no answers for " + client);
    }

    private static SpokenAnswer plain(Client client) {
        return switch (client) {
            case RESPONSES -> throw unknown(client);
            case CHAT -> new SpokenAnswer(false, "", """
                        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,\
                        "message":{"role":"assistant","content":"Yes\
                        """, "\"},\"finish_reason\":\"stop\"}]}");
            case CLAUDE -> new SpokenAnswer(false, "", """
                        {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Yes"}],\
                        "stop_reason":"end_turn","stop_sequence":null\
                        """, ",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
            case GEMINI -> new SpokenAnswer(false, "", """
                        {"candidates":[{"content":{"role":"model","parts":[{"text":"Yes"}]},"finishReason":"STOP","index":0}\
                        """, "],\"responseId\":\"r\",\"modelVersion\":\"m\"}");
        };
    }

    private static SpokenAnswer stream(Client client) {
        return switch (client) {
            case RESPONSES -> throw unknown(client);
            case CHAT ->
                new SpokenAnswer(
                        true,
                        ChatText.role("c-1"),
                        ChatText.words("c-1", "Yes"),
                        ChatText.finish("c-1") + ChatText.usage("c-1", 7, 5) + ChatText.DONE);
            case CLAUDE -> claude();
            case GEMINI -> new SpokenAnswer(true, "", """
                        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Ye"}]},"index":0}],"responseId":"r","modelVersion":"m"}

                        """, """
                        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"s"}]},"finishReason":"STOP","index":0}],\
                        "responseId":"r","modelVersion":"m"}

                        """);
        };
    }

    private static SpokenAnswer claude() {
        return new SpokenAnswer(
                true,
                ClaudeText.start(1),
                ClaudeText.openText(0, "Yes"),
                ClaudeText.closed(0) + ClaudeText.end("end_turn", 1));
    }
}
