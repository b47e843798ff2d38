package dev.aiproxy.dist;

import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.http.Reply;
import dev.aiproxy.testkit.sse.SseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What providers really answered, and the digest of each answer. */
final class Recordings {
    private static final Path FOLDER = Path.of(System.getProperty("aiproxy.shared", ".."), "recordings");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Recordings() {}

    /**
     * One recorded answer.
     *
     * @param key its name in the list of digests
     * @param format whose it is
     * @param body as the provider sent it
     * @param stream whether the body is a stream of server-sent events
     * @param expected what it says
     */
    record Recording(String key, Client format, String body, boolean stream, int status, Digest expected) {
        Reply reply() {
            return stream ? Reply.sseText(body) : Reply.json(status, body);
        }
    }

    /** Every recording of a conversation in one of the formats that we have clients for. */
    static List<Recording> all() {
        List<Recording> recordings = new ArrayList<>();
        read(FOLDER.resolve("digests.json"))
                .properties()
                .forEach(entry -> Client.of(entry.getValue().path("format").asString())
                        .ifPresent(format -> recordings.add(recording(entry.getKey(), format, entry.getValue()))));
        return recordings;
    }

    private static Recording recording(String key, Client format, JsonNode digest) {
        String recorded = body(key, format);
        String body = recorded.stripLeading().startsWith("[") ? sse(recorded) : recorded;
        boolean stream = !body.stripLeading().startsWith("{");
        int status = stream ? 200 : status(MAPPER.readTree(body), digest);
        return new Recording(key, format, body, stream, status, expected(digest));
    }

    private static int status(JsonNode body, JsonNode digest) {
        int recorded = digest.path("http_status").asInt(body.has("error") ? 400 : 200);
        return body.path("error").path("code").asInt(recorded);
    }

    private static String body(String key, Client format) {
        String[] parts = key.split("#", 2);
        Path file = FOLDER.resolve(parts[0]);
        if (parts.length == 2) {
            JsonNode response = read(file)
                    .path("interactions")
                    .path(Integer.parseInt(parts[1]))
                    .path("response");
            return response.has("body_text")
                    ? response.path("body_text").asString()
                    : response.path("body").toString();
        }
        String text = text(file);
        return key.endsWith(".chunks.txt") ? framed(text, format) : text;
    }

    /** A stream that was recorded as one JSON array, as it would have come had it been asked for as events. */
    private static String sse(String array) {
        return MAPPER.readTree(array)
                .valueStream()
                .map(element -> SseEvent.of(element.toString()).render())
                .collect(Collectors.joining());
    }

    /** Adds what the recording left out of the frames. */
    private static String framed(String lines, Client format) {
        List<String> data = lines.lines().filter(line -> !line.isBlank()).toList();
        List<SseEvent> events = format == Client.CLAUDE
                ? SseEvent.typed(data)
                : data.stream().map(SseEvent::of).toList();
        return events.stream().map(SseEvent::render).collect(Collectors.joining());
    }

    private static Digest expected(JsonNode json) {
        List<Digest.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : json.path("tool_calls")) {
            calls.add(new Digest.ToolCall(null, call.path("name").asString(), call.path("args")));
        }
        return new Digest(
                json.path("text").asString(),
                json.path("reasoning").asString(),
                calls,
                json.path("finish").asString(null),
                null,
                json.path("usage").isEmpty() ? null : usage(json.path("usage")),
                json.path("error").path("message").asString(null));
    }

    private static Digest.Usage usage(JsonNode usage) {
        return new Digest.Usage(
                usage.path("input").asLong(),
                usage.path("cached").asLong(),
                usage.path("cache_write").asLong(),
                usage.path("output").asLong(),
                usage.path("reasoning").asLong());
    }

    private static JsonNode read(Path file) {
        return MAPPER.readTree(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The digest of an answer in a client's format. */
    static Digest digest(Client client, String body) {
        Digests digests = switch (client) {
            case CHAT -> Digests.CHAT;
            case CLAUDE -> Digests.CLAUDE;
            case GEMINI -> Digests.GEMINI;
        };
        return digests.ofBody(body);
    }
}
