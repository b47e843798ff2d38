package dev.aiproxy.testkit.tck;

/** What {@link ProviderTck} and {@link LocalProviderTck} check. */
public enum ProviderRule implements Rule {
    /** Stable declarations. */
    SPEC_1("spec-1", "the spec is the same at every call"),
    /** Declared as a service. */
    SPEC_2("spec-2", "META-INF/services names the factory"),
    /** Usable configuration. */
    SPEC_3("spec-3", "the gateway accepts the spec's options, and the provider a right credential"),
    /** Any model's name. */
    SPEC_4("spec-4", "any model may be asked for, and the provider claims those that it lists"),
    /** Wire formats are there. */
    FORMAT_1("format-1", "conversations are asked in a wire format that the spec needs or the plugin itself brings"),
    /** Where calls go. */
    CALL_1("call-1", "a call goes to the credential's base URL, with an upper-case method"),
    /** What is the runtime's. */
    CALL_2("call-2", "a call sets no header that concerns the connection"),
    /** Headers of clients. */
    CALL_3("call-3", "forwarded headers are in lower case and carry no credentials"),
    /** Bodies. */
    CALL_4(
            "call-4",
            "any body may be edited, and fields that splice edits in a passed-through one shape edits in a translated one"),
    /** Keys in URLs. */
    SECRETS_1("secrets-1", "no key stands in a URL or in a problem with a credential"),
    /** Keys in logs. */
    SECRETS_2("secrets-2", "no key reaches a log or a client"),
    /** Answers arrive. */
    ANSWERS_1("answers-1", "an upstream's complete answer reaches a client of another format"),
    /** Streams arrive. */
    STREAMS_1("streams-1", "an upstream's stream reaches a client of another format, in the grammar of ChatEvent"),
    /** Broken streams fail. */
    STREAMS_2("streams-2", "a stream that breaks off ends with an error for the client"),
    /** Slices do not matter. */
    SLICES_1("slices-1", "a client sees the same however the network slices the upstream's stream"),
    /** The credential's fault. */
    ERRORS_1("errors-1", "a refused key (401) is the credential's fault, and another one may be tried"),
    /** Too many requests. */
    ERRORS_2("errors-2", "a 429 may be tried elsewhere, and its Retry-After is kept"),
    /** The upstream's fault. */
    ERRORS_3("errors-3", "500, 502, 503 and 504 may be tried elsewhere, and are not the credential's fault"),
    /** The request's fault. */
    ERRORS_4("errors-4", "400, 413 and 422 are the request's fault: nothing cools, nothing is tried elsewhere"),
    /** Nobody answered. */
    ERRORS_5("errors-5", "a failure without an answer may be tried elsewhere"),
    /** Any failure. */
    ERRORS_6("errors-6", "every failure is judged"),
    /** Errors arrive. */
    ERRORS_7("errors-7", "an upstream's refusal reaches the client as an error with a message"),
    /** Cancelling. */
    CANCEL_1("cancel-1", "a client that leaves ends the call within a second"),
    /** Usage is counted. */
    USAGE_1("usage-1", "the usage of answers and streams is counted"),
    /** Token requests. */
    TOKENS_1("tokens-1", "a token is asked for at an absolute http or https URL, without the key in it"),
    /** Token answers. */
    TOKENS_2("tokens-2", "an answer with an error grants no token: 400, 401 and 403 refuse the credential, 5xx do not"),
    /** Local events. */
    EVENTS_1("events-1", "a local provider's events keep the grammar of ChatEvent, streamed or not"),
    /** Local refusals. */
    EVENTS_2("events-2", "a local provider answers any conversation, or refuses it with a GatewayException"),
    /** Unloading works. */
    LEAKS_1("leaks-1", "nothing of the plugin lives on in threads that it was called on");

    private final String id;
    private final String statement;

    ProviderRule(String id, String statement) {
        this.id = "provider/" + id;
        this.statement = statement;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String statement() {
        return statement;
    }
}
