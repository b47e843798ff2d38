package dev.aiproxy.testkit.recording;

import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.sse.SseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of recordings. Its {@code digests.json} names each answer and says what it says. A name is the path of a file, or the
 * path of a {@code .cassette.json} with {@code #} and the number of one of its {@code interactions}, each of which has a
 * {@code request} ({@code url}, {@code body}) and a {@code response} ({@code body_text}, or {@code body} for JSON). A
 * {@code .chunks.txt} holds the data of one event per line.
 */
public final class Recordings {
    private static final String INTERACTIONS = "interactions";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path folder;

    private Recordings(Path folder) {
        this.folder = folder;
    }

    /** The recordings in a folder. */
    public static Recordings in(Path folder) {
        return new Recordings(folder);
    }

    /** Those in {@code recordings}, in the folder that the system property {@code aiproxy.shared} names. */
    public static Recordings shared() {
        return in(Path.of(System.getProperty("aiproxy.shared", ".."), "recordings"));
    }

    /** The recorded answers in every format that there are {@link Digests} of. */
    public List<Recording> answers() {
        List<Recording> recordings = new ArrayList<>();
        read(folder.resolve("digests.json"))
                .properties()
                .forEach(entry -> format(entry.getValue())
                        .ifPresent(format -> recordings.add(recording(entry.getKey(), format, entry.getValue()))));
        return recordings;
    }

    /** The recorded answers in one format. */
    public List<Recording> answers(Digests format) {
        return answers().stream()
                .filter(recording -> recording.format() == format)
                .toList();
    }

    /** The recorded requests whose URL is asked for, in the order of their names. */
    public List<RecordedQuestion> questions(Predicate<String> url) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".cassette.json"))
                    .sorted()
                    .flatMap(Recordings::questions)
                    .filter(question -> url.test(question.url()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The recorded requests in one format of which it is known how many tokens the provider counted. */
    public List<CountedQuestion> counted(Digests format) {
        List<RecordedQuestion> questions = questions(url -> true);
        List<CountedQuestion> counted = new ArrayList<>();
        for (Recording answer : answers(format)) {
            Digest.Usage usage = answer.expected().usage();
            if (usage == null || usage.input() == 0) {
                continue;
            }
            questions.stream()
                    .filter(question -> answer.key().endsWith("/" + question.key()))
                    .forEach(question -> counted.add(new CountedQuestion(question, usage.input())));
        }
        return counted;
    }

    private static Stream<RecordedQuestion> questions(Path cassette) {
        List<RecordedQuestion> questions = new ArrayList<>();
        for (JsonNode interaction : read(cassette).path(INTERACTIONS)) {
            JsonNode request = interaction.path("request");
            String key = cassette.getFileName() + "#" + questions.size();
            questions.add(new RecordedQuestion(key, request.path("url").asString(""), request.path("body")));
        }
        return questions.stream();
    }

    private static Optional<Digests> format(JsonNode digest) {
        String name = digest.path("format").asString("");
        return Arrays.stream(Digests.values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private Recording recording(String key, Digests format, JsonNode digest) {
        String body = body(key, format);
        boolean stream = !body.stripLeading().startsWith("{");
        int status = stream ? 200 : status(MAPPER.readTree(body), digest);
        return new Recording(key, format, body, stream, status, DigestJson.read(digest));
    }

    private static int status(JsonNode body, JsonNode digest) {
        int recorded = digest.path("http_status").asInt(body.path("error").isObject() ? 400 : 200);
        return body.path("error").path("code").asInt(recorded);
    }

    private String body(String key, Digests format) {
        String[] parts = key.split("#", 2);
        Path file = folder.resolve(parts[0]);
        if (parts.length == 2) {
            int number = Integer.parseInt(parts[1]);
            JsonNode response = read(file).path(INTERACTIONS).path(number).path("response");
            return response.path("body_text").asString(response.path("body").toString());
        }
        String text = text(file);
        return key.endsWith(".chunks.txt") ? framed(text, format) : text;
    }

    private static String framed(String lines, Digests format) {
        List<String> data = lines.lines().filter(line -> !line.isBlank()).toList();
        List<SseEvent> events = format == Digests.CLAUDE || format == Digests.RESPONSES
                ? SseEvent.typed(data)
                : data.stream().map(SseEvent::of).toList();
        return events.stream().map(SseEvent::render).collect(Collectors.joining());
    }

    private static JsonNode read(Path file) {
        return MAPPER.readTree(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
