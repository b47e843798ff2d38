package dev.aiproxy.plugin.gemini.count;

import dev.aiproxy.api.chat.TokenRates;

/** What Gemini models count: up to version 2 hardly anything of tools and nothing of schemas, later more. */
public final class GeminiRates {
    private static final TokenRates.Text TEXT = new TokenRates.Text(8, 1, 3);
    private static final TokenRates EARLY = new TokenRates(
            TEXT,
            new TokenRates.Turns(0, 0, 2, 0, 0),
            new TokenRates.Tools(0, 0, 1, 0),
            new TokenRates.Media(1000, 258, 4000, 258, 60));
    private static final TokenRates LATE = new TokenRates(
            TEXT,
            new TokenRates.Turns(0, 0, 6, 6, 0),
            new TokenRates.Tools(8, 0, 8, 80),
            new TokenRates.Media(1000, 1100, 4000, 560, 140));

    private GeminiRates() {}

    /** The rates of a model. */
    public static TokenRates of(boolean thirdGeneration) {
        return thirdGeneration ? LATE : EARLY;
    }
}
