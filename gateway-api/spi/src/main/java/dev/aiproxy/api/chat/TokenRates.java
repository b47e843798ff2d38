package dev.aiproxy.api.chat;

/**
 * What a vendor's models make of a conversation, roughly, in tokens: enough to estimate how long a prompt is where nobody counts
 * it. Figures come from what vendors reported for real requests.
 *
 * @param text how text is cut
 * @param turns what the conversation costs beside its content
 * @param tools what tools cost
 * @param media what cannot be cut
 */
public record TokenRates(Text text, Turns turns, Tools tools, Media media) {
    /** Those of OpenAI's models, which many others resemble. */
    public static final TokenRates DEFAULT = new TokenRates(
            new Text(8, 3, 3), new Turns(3, 4, 12, 6, 0), new Tools(18, 0, 6, 30), new Media(750, 200, 1600, 230, 45));

    /**
     * Characters of each kind that make a token; at least 1.
     *
     * @param lettersPerToken in a word of Latin letters; a word is one token at least
     * @param digitsPerToken in a number
     * @param marksPerToken in a run of ASCII punctuation
     */
    public record Text(int lettersPerToken, int digitsPerToken, int marksPerToken) {}

    /**
     * Tokens beside the content.
     *
     * @param conversation once
     * @param message for each message
     * @param call for each tool call
     * @param result for each tool result
     * @param thinking once, if thinking is asked for
     */
    public record Turns(int conversation, int message, int call, int result, int thinking) {}

    /**
     * Tokens for tools.
     *
     * @param any once, if there are tools
     * @param forced once more, if the model has to call one
     * @param each for each tool, beside its name and description
     * @param schemaPercent how much of the text of a JSON Schema counts, of tools and of the answer
     */
    public record Tools(int any, int forced, int each, int schemaPercent) {}

    /**
     * Tokens for media.
     *
     * @param pixelsPerToken of an image of known size; at least 1
     * @param unknownImage for an image whose size is not known
     * @param largestImage that no image exceeds
     * @param page for each page of a document
     * @param sealPerMille for each 1000 characters of sealed thinking
     */
    public record Media(int pixelsPerToken, int unknownImage, int largestImage, int page, int sealPerMille) {}

    /**
     * Estimates a prompt. Pure and without a limit of size, so call it with large conversations off the IO thread. What is added to
     * a conversation never lowers the figure.
     */
    public long estimate(ChatRequest request) {
        return new TokenEstimate(this).of(request);
    }

    /** The same with other figures for tools. */
    public TokenRates withTools(Tools replaced) {
        return new TokenRates(text, turns, replaced, media);
    }
}
