package dev.aiproxy.testkit.tck;

/** What {@link TranslatorTck} checks. */
public enum TranslatorRule implements Rule {
    /** Stable declarations. */
    FORMAT_1("format-1", "the format and its endpoints are the same at every call"),
    /** Declared as a service. */
    FORMAT_2("format-2", "META-INF/services names the translator"),
    /** Requests are read. */
    REQUESTS_1("requests-1", "a client's request is read, and its body stays as it was"),
    /** Malformed requests are the client's fault. */
    REQUESTS_2("requests-2", "a malformed request is refused as INVALID_REQUEST or UNSUPPORTED, if at all"),
    /** Requests survive their own format. */
    REQUESTS_3("requests-3", "what a client's request says survives being written and read again"),
    /** Model and stream flag. */
    REQUESTS_4(
            "requests-4",
            "a written request names the upstream's model and asks for a stream where the endpoints look for them"),
    /** Any conversation can be asked for. */
    REQUESTS_5("requests-5", "a conversation is written, or refused as UNSUPPORTED or INVALID_REQUEST"),
    /** Foreign things stay away. */
    REQUESTS_6("requests-6", "seals, tools and unknown fields of another format do not reach an upstream of this one"),
    /** Answers are read. */
    ANSWERS_1("answers-1", "an upstream's complete answer is read with its text"),
    /** Malformed answers are the upstream's fault. */
    ANSWERS_2("answers-2", "a malformed answer is refused as UPSTREAM_INVALID or UPSTREAM_ERROR, if at all"),
    /** Answers survive their own format. */
    ANSWERS_3("answers-3", "a complete answer says the same after it was written and read again"),
    /** Streams are read. */
    STREAMS_1("streams-1", "an upstream's stream becomes events in the grammar of ChatEvent, with its text"),
    /** Broken streams fail. */
    STREAMS_2(
            "streams-2",
            "a stream that ends early ends with Failed, unless the tap says that streams of the format may"),
    /** Malformed streams fail or not, but never otherwise. */
    STREAMS_3("streams-3", "a malformed stream keeps the grammar of ChatEvent, and nothing is thrown"),
    /** Streams survive their own format. */
    STREAMS_4("streams-4", "an answer's events say the same after they were written and read again"),
    /** Slices do not matter. */
    SLICES_1("slices-1", "a stream gives the same events however the network slices it"),
    /** The format's own order. */
    GRAMMAR_1("grammar-1", "streams written for clients keep the format's grammar"),
    /** The format's own schema. */
    SCHEMA_1("schema-1", "requests and answers that are written pass the format's schema"),
    /** Errors are read. */
    ERRORS_1("errors-1", "an upstream's error is read from any body, with a message and the status it stands for"),
    /** Errors are written. */
    ERRORS_2("errors-2", "every error is written with its status and its message"),
    /** Errors inside streams are read. */
    ERRORS_3("errors-3", "an error inside an upstream's stream ends it with Failed"),
    /** Errors inside streams are written. */
    ERRORS_4("errors-4", "a client's stream that fails ends with an error event and without its normal terminator"),
    /** Usage is counted. */
    USAGE_1("usage-1", "usage is read from answers and streams, and the tap sees the same"),
    /** The tap sees what the reader sees. */
    TAP_1("tap-1", "the tap tells content and end of a stream no later than the reader"),
    /** The tap sees errors. */
    TAP_2("tap-2", "the tap tells an error inside a stream where the reader does"),
    /** The tap takes anything. */
    TAP_3("tap-3", "the tap takes any frame and any body"),
    /** Nothing but the facts. */
    PURE_1("pure-1", "the same facts give the same bytes"),
    /** Content stays private. */
    SECRETS_1("secrets-1", "neither refusals nor logs quote what was sent"),
    /** Unloading works. */
    LEAKS_1("leaks-1", "nothing of the plugin lives on in threads that it was called on");

    private final String id;
    private final String statement;

    TranslatorRule(String id, String statement) {
        this.id = "translator/" + id;
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
