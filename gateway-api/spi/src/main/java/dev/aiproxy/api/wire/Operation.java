package dev.aiproxy.api.wire;

/**
 * What a client wants done. Open: a translator may declare endpoints for operations that are not listed here, which then only
 * reach providers that speak the same wire format.
 *
 * @param id lower-case letters, digits and underscores
 */
public record Operation(String id) {
    /** A conversation is continued; the OpenTelemetry GenAI operation of the same name. */
    public static final Operation CHAT = new Operation("chat");

    /** The input tokens of a conversation are counted without running it. */
    public static final Operation COUNT_TOKENS = new Operation("count_tokens");

    /** Texts become vectors. */
    public static final Operation EMBEDDINGS = new Operation("embeddings");

    /** A prompt without roles is continued (the legacy completions of OpenAI). */
    public static final Operation COMPLETIONS = new Operation("completions");

    /** Models are listed; answered by the gateway for clients, asked of upstreams for discovery. */
    public static final Operation MODELS = new Operation("models");

    /**
     * Something that an upstream keeps, such as an earlier answer, is read, changed or removed. The path of its endpoints has a
     * variable {@code id}; only the upstream that keeps the id for this client is asked, in its own format and without a body.
     */
    public static final Operation STORED = new Operation("stored");

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it is not spelt as demanded above
     */
    public Operation {
        if (!id.matches("[a-z0-9][a-z0-9_]*")) {
            throw new IllegalArgumentException("not an operation id: '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
