package dev.aiproxy.api.chat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are drawn. Null means not given, which is not zero.
 *
 * @param temperature in the client format's own scale
 * @param topP nucleus sampling, 0 to 1
 * @param topK the most likely tokens considered
 * @param seed for repeatable answers, as far as a provider can
 * @param presencePenalty on tokens that occurred at all
 * @param frequencyPenalty on tokens by how often they occurred
 * @param stop texts that end the answer, in order; empty if not given
 * @param candidates how many answers are wanted ({@code n})
 * @param logprobs whether log probabilities are wanted
 * @param topLogprobs for how many tokens at each place
 */
public record Sampling(
        @Nullable BigDecimal temperature,
        @Nullable BigDecimal topP,
        @Nullable Integer topK,
        @Nullable Long seed,
        @Nullable BigDecimal presencePenalty,
        @Nullable BigDecimal frequencyPenalty,
        List<String> stop,
        @Nullable Integer candidates,
        @Nullable Boolean logprobs,
        @Nullable Integer topLogprobs) {
    /** Nothing given; the provider's defaults apply. */
    public static final Sampling DEFAULT =
            new Sampling(null, null, null, null, null, null, List.of(), null, null, null);

    /** Copies the list. */
    public Sampling {
        stop = List.copyOf(stop);
    }
}
