package dev.aiproxy.bench.upstream;

/** One whole answer for each provider, of about 0.8 KB. They hold neither a {@code '} nor a {@code $}, which nginx would read. */
public final class StaticAnswers {
    private static final String TEXT =
            "A gateway stands between clients and providers: it accepts a request in the format that the"
                    + " client speaks, finds out which model is meant, picks a credential that may serve it, and sends the request on. The"
                    + " answer comes back the same way, whole or as a stream of events, and on the way tokens are counted and logged.";

    public static final String CHAT =
            "{\"id\":\"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT\",\"object\":\"chat.completion\","
                    + "\"created\":1741569952,\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"" + TEXT
                    + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":325,\"completion_tokens\":97,\"total_tokens\":422,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":"
                    + "{\"reasoning_tokens\":0,\"audio_tokens\":0}},\"service_tier\":\"default\"}";

    public static final String CLAUDE =
            "{\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\",\"role\":\"assistant\","
                    + "\"model\":\"claude-sonnet-4-5-20250929\",\"content\":[{\"type\":\"text\",\"text\":\"" + TEXT
                    + "\"}],"
                    + "\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":325,"
                    + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"cache_creation\":"
                    + "{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},\"output_tokens\":97,"
                    + "\"service_tier\":\"standard\"}}";

    public static final String GEMINI = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + TEXT
            + "\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":325,"
            + "\"candidatesTokenCount\":97,\"totalTokenCount\":422,\"promptTokensDetails\":[{\"modality\":\"TEXT\","
            + "\"tokenCount\":325}]},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"mnvBaJ2uIvSlvdIPx6LfkQU\"}";

    private StaticAnswers() {}
}
