package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseText;
import java.util.List;
import java.util.Set;

/**
 * The stream of Anthropic Messages ({@code message_start} … {@code message_stop}): rules W-CL-4, W-CL-5, W-CL-7 to
 * W-CL-9, S-CK-8, S-ALL-3 and S-ERR-2. Usage is always part of this format, so {@link
 * StreamOption#CLIENT_ASKED_FOR_USAGE} changes nothing.
 *
 * @param options what is known about the exchange
 */
public record ClaudeStreamGrammar(Set<StreamOption> options) implements StreamGrammar {

    /** Copies the options. */
    public ClaudeStreamGrammar {
        options = Set.copyOf(options);
    }

    /** A checker for an exchange of which these options hold. */
    public static ClaudeStreamGrammar with(StreamOption... options) {
        return new ClaudeStreamGrammar(Set.of(options));
    }

    @Override
    public List<String> violations(SseText stream) {
        return new ClaudeStreamCheck(options.contains(StreamOption.ENDED_WITH_ERROR), stream).run();
    }
}
