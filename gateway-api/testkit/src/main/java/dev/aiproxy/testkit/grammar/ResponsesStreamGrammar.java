package dev.aiproxy.testkit.grammar;

import dev.aiproxy.testkit.sse.SseText;
import java.util.List;
import java.util.Set;

/**
 * The stream of OpenAI Responses ({@code response.created} … {@code response.completed}): rules W-RS-1 to W-RS-8, S-xR-1 to S-xR-3,
 * S-ALL-3 and S-ERR-2. Usage is always part of this format, so {@link StreamOption#CLIENT_ASKED_FOR_USAGE} changes nothing.
 *
 * @param options what is known about the exchange
 */
public record ResponsesStreamGrammar(Set<StreamOption> options) implements StreamGrammar {

    /** Copies the options. */
    public ResponsesStreamGrammar {
        options = Set.copyOf(options);
    }

    /** A checker for an exchange of which these options hold. */
    public static ResponsesStreamGrammar with(StreamOption... options) {
        return new ResponsesStreamGrammar(Set.of(options));
    }

    @Override
    public List<String> violations(SseText stream) {
        return new ResponsesStreamCheck(options.contains(StreamOption.ENDED_WITH_ERROR), stream).run();
    }
}
