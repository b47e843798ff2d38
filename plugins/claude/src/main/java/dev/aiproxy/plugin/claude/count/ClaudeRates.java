package dev.aiproxy.plugin.claude.count;

import dev.aiproxy.api.chat.TokenRates;

/**
 * What Claude models count. Tools bring a prompt of their own that is long and differs between models, between tool choices and
 * by whether there is a system prompt; the figures are in the middle.
 */
public final class ClaudeRates {
    /** Rates in the middle of today's models. */
    public static final TokenRates RATES = new TokenRates(
            new TokenRates.Text(8, 2, 3),
            new TokenRates.Turns(2, 3, 28, 16, 26),
            new TokenRates.Tools(362, 110, 25, 100),
            new TokenRates.Media(750, 1000, 1600, 1500, 0));

    private ClaudeRates() {}
}
