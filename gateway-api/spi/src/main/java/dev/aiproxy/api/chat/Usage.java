package dev.aiproxy.api.chat;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tokens used. Null means the provider did not say, which is not zero.
 *
 * @param inputTokens everything that went in, cached and cache-write tokens included
 * @param cachedInputTokens read from the provider's prompt cache; part of {@code inputTokens}
 * @param cacheWriteTokens written to it; part of {@code inputTokens}
 * @param cacheWrite1hTokens written with a life time of an hour; part of {@code cacheWriteTokens}
 * @param outputTokens everything that came out, thinking included
 * @param reasoningTokens thinking; part of {@code outputTokens}
 */
public record Usage(
        @Nullable Long inputTokens,
        @Nullable Long cachedInputTokens,
        @Nullable Long cacheWriteTokens,
        @Nullable Long cacheWrite1hTokens,
        @Nullable Long outputTokens,
        @Nullable Long reasoningTokens) {
    /** The provider said nothing. */
    public static final Usage UNKNOWN = new Usage(null, null, null, null, null, null);

    /** Plain figures, without caching or thinking. */
    public static Usage of(long inputTokens, long outputTokens) {
        return new Usage(inputTokens, null, null, null, outputTokens, null);
    }

    /** Whether nothing is known. */
    public boolean isUnknown() {
        return equals(UNKNOWN);
    }

    /** This report, each figure replaced by the later report's where that has one. */
    public Usage updatedBy(Usage later) {
        return combine(later, (mine, theirs) -> theirs);
    }

    /** {@code inputTokens + outputTokens}, an unknown one counted as zero. */
    public long totalTokens() {
        return orZero(inputTokens) + orZero(outputTokens);
    }

    /** Input tokens that were neither read from nor written to the cache; not below zero. */
    public long uncachedInputTokens() {
        return Math.max(0, orZero(inputTokens) - orZero(cachedInputTokens) - orZero(cacheWriteTokens));
    }

    /** Zero for an unknown figure, where a format demands a number. */
    public static long orZero(@Nullable Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    private Usage combine(Usage other, BinaryOperator<Long> both) {
        return new Usage(
                pick(inputTokens, other.inputTokens, both),
                pick(cachedInputTokens, other.cachedInputTokens, both),
                pick(cacheWriteTokens, other.cacheWriteTokens, both),
                pick(cacheWrite1hTokens, other.cacheWrite1hTokens, both),
                pick(outputTokens, other.outputTokens, both),
                pick(reasoningTokens, other.reasoningTokens, both));
    }

    private static @Nullable Long pick(@Nullable Long mine, @Nullable Long theirs, BinaryOperator<Long> both) {
        if (mine == null || theirs == null) {
            return mine == null ? theirs : mine;
        }
        return both.apply(mine, theirs);
    }
}
