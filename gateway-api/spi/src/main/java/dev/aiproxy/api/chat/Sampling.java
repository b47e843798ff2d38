package dev.aiproxy.api.chat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How tokens are drawn. Null means not given, which is not zero. {@code stop} is empty if not given. */
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
    public static final Sampling DEFAULT =
            new Sampling(null, null, null, null, null, null, List.of(), null, null, null);

    public Sampling {
        stop = List.copyOf(stop);
    }
}
