package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.wire.Framing;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said in a wire format: requests of clients, and answers, streams and errors of upstreams. Take real ones. Each {@code
 * with…} method returns a changed copy.
 */
public final class FormatSamples {
    private final List<String> requests;
    private final List<Answer> answers;
    private final List<Answer> streams;
    private final List<ErrorAnswer> errors;
    private final List<String> errorStreams;
    private final Framing framing;

    private FormatSamples(
            List<String> requests,
            List<Answer> answers,
            List<Answer> streams,
            List<ErrorAnswer> errors,
            List<String> errorStreams,
            Framing framing) {
        this.requests = requests;
        this.answers = answers;
        this.streams = streams;
        this.errors = errors;
        this.errorStreams = errorStreams;
        this.framing = framing;
    }

    /**
     * An upstream's answer.
     *
     * @param body its bytes as text
     * @param text the visible text in it
     * @param usage the tokens in it, {@link Usage#UNKNOWN} for none
     */
    public record Answer(String body, String text, Usage usage) {}

    /**
     * An upstream's refusal.
     *
     * @param status the HTTP status
     * @param body its bytes as text
     */
    public record ErrorAnswer(int status, String body) {}

    /** Nothing yet; streams are server-sent events unless {@link #framedBy} says otherwise. */
    public static FormatSamples none() {
        return new FormatSamples(List.of(), List.of(), List.of(), List.of(), List.of(), Framing.sse());
    }

    /** OpenAI Chat Completions, which many vendors speak. */
    public static FormatSamples openAiChat() {
        return KnownSamples.openAiChat();
    }

    /** Anthropic Messages. */
    public static FormatSamples claude() {
        return KnownSamples.claude();
    }

    /** Gemini's generateContent, streamed as events. */
    public static FormatSamples gemini() {
        return KnownSamples.gemini();
    }

    /** With one more request of a client: a JSON object that asks for a stream with usage, if the format lets clients ask. */
    public FormatSamples withRequest(String body) {
        return new FormatSamples(plus(requests, body), answers, streams, errors, errorStreams, framing);
    }

    /** With one more complete answer of an upstream. */
    public FormatSamples withAnswer(String body, String text, Usage usage) {
        List<Answer> more = plus(answers, new Answer(body, text, usage));
        return new FormatSamples(requests, more, streams, errors, errorStreams, framing);
    }

    /** With one more stream of an upstream, of at least two frames with text in them. */
    public FormatSamples withStream(String body, String text, Usage usage) {
        List<Answer> more = plus(streams, new Answer(body, text, usage));
        return new FormatSamples(requests, answers, more, errors, errorStreams, framing);
    }

    /** With one more error body of an upstream. */
    public FormatSamples withError(int status, String body) {
        List<ErrorAnswer> more = plus(errors, new ErrorAnswer(status, body));
        return new FormatSamples(requests, answers, streams, more, errorStreams, framing);
    }

    /** With one more stream in which an upstream reports an error. */
    public FormatSamples withErrorStream(String body) {
        return new FormatSamples(requests, answers, streams, errors, plus(errorStreams, body), framing);
    }

    /** The same samples, streams of upstreams framed like this. */
    public FormatSamples framedBy(Framing other) {
        return new FormatSamples(requests, answers, streams, errors, errorStreams, other);
    }

    FormatSamples onlyRequests(List<String> bodies) {
        return new FormatSamples(List.copyOf(bodies), answers, streams, errors, errorStreams, framing);
    }

    /** Requests of clients. */
    public List<String> requests() {
        return given(requests, "withRequest");
    }

    /** Complete answers of upstreams. */
    public List<Answer> answers() {
        return given(answers, "withAnswer");
    }

    /** Streams of upstreams. */
    public List<Answer> streams() {
        return given(streams, "withStream");
    }

    /** Error bodies of upstreams. */
    public List<ErrorAnswer> errors() {
        return given(errors, "withError");
    }

    /** Streams in which an upstream reports an error; may be empty. */
    public List<String> errorStreams() {
        return errorStreams;
    }

    /** How an upstream's streams are framed. */
    public Framing framing() {
        return framing;
    }

    private static <T> List<T> given(List<T> samples, String method) {
        if (samples.isEmpty()) {
            throw new IllegalStateException("the TCK needs a sample; see FormatSamples." + method);
        }
        return samples;
    }

    private static <T> List<T> plus(List<T> samples, T sample) {
        List<T> more = new ArrayList<>(samples);
        more.add(sample);
        return List.copyOf(more);
    }
}
