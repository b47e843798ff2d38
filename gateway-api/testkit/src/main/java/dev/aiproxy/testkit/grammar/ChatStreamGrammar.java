package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseText;
import java.util.List;
import java.util.Set;

/**
 * The stream of OpenAI Chat Completions ({@code chat.completion.chunk} objects and {@code [DONE]}): rules W-CH-3 to
 * W-CH-8, S-ALL-3 and S-ERR-2.
 *
 * @param options what is known about the exchange
 */
public record ChatStreamGrammar(Set<StreamOption> options) implements StreamGrammar {

    /** Copies the options. */
    public ChatStreamGrammar {
        options = Set.copyOf(options);
    }

    /** A checker for an exchange of which these options hold. */
    public static ChatStreamGrammar with(StreamOption... options) {
        return new ChatStreamGrammar(Set.of(options));
    }

    @Override
    public List<String> violations(SseText stream) {
        return new ChatStreamCheck(options, stream).run();
    }
}
