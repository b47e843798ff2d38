package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Headers;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The types that options have. */
final class OptionTypes {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h)?");
    private static final Map<String, Integer> UNIT_MILLIS = Map.of("ms", 1, "s", 1000, "m", 60_000, "h", 3_600_000);

    private static final long MAX_INTEGER = 999_999_999_999_999_999L;

    private OptionTypes() {}

    static OptionType<String> text() {
        return new ScalarType<>("text that is not empty", (text, place) -> text.isBlank() ? null : text);
    }

    static OptionType<String> textMatching(String pattern, String expects) {
        return word(expects, (text, place) -> text.matches(pattern) ? text : null);
    }

    static OptionType<Secret> secret() {
        return new ScalarType<>("text that is not empty", (text, place) -> text.isBlank() ? null : Secret.of(text));
    }

    /** A type of single words, around which blanks do not matter. */
    private static <T> OptionType<T> word(String expects, ScalarType.Parser<T> parser) {
        return new ScalarType<>(expects, (text, place) -> parser.parse(text.strip(), place));
    }

    /** A secret that can travel in a header. */
    static OptionType<Secret> key() {
        return word(
                "a key: printable ASCII characters without spaces",
                (text, place) -> text.matches("[!-~]+") ? Secret.of(text) : null);
    }

    static OptionType<Long> integer(long min, long max) {
        OptionType<Long> type =
                word("a whole number" + (max < MAX_INTEGER ? " from " + min + " to " + max : ""), (text, place) -> {
                    if (!text.matches("[-+]?\\d{1,18}")) {
                        return null;
                    }
                    long value = Long.parseLong(text);
                    return value < min || value > max ? null : value;
                });
        return new DescribedType<>(type, () -> JsonSchema.integer(min, max));
    }

    static OptionType<Boolean> bool() {
        OptionType<Boolean> type = word("true or false", (text, place) -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> null;
        });
        return new DescribedType<>(type, JsonSchema::bool);
    }

    static OptionType<Duration> duration(Duration min, Duration max) {
        String range = " from " + render(min) + " to " + render(max);
        OptionType<Duration> type =
                word("a number of seconds, or a duration such as 500ms, 30s, 5m or 1h," + range, (text, place) -> {
                    Matcher matcher = DURATION.matcher(text);
                    if (!matcher.matches()) {
                        return null;
                    }
                    Integer unit = matcher.group(2) == null ? 1000 : UNIT_MILLIS.get(matcher.group(2));
                    Duration value = Duration.ofMillis((long) (Double.parseDouble(matcher.group(1)) * unit));
                    return value.compareTo(min) < 0 || value.compareTo(max) > 0 ? null : value;
                });
        return new DescribedType<>(type, () -> JsonSchema.duration(seconds(min), seconds(max)));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }

    /** How long a connection may take. */
    static OptionType<Duration> connectPatience() {
        return duration(Duration.ofMillis(1), Duration.ofHours(1));
    }

    /** How long a provider may be silent. */
    static OptionType<Duration> requestPatience() {
        return duration(Duration.ofMillis(1), Duration.ofHours(24));
    }

    private static String render(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        return millis == 0 || millis % 3_600_000 != 0 ? millis / 1000 + "s" : duration.toHours() + "h";
    }

    static OptionType<String> choice(String... choices) {
        List<String> allowed = List.of(choices);
        return new ScalarType<>(
                "one of " + String.join(", ", allowed),
                (text, place) -> allowed.contains(text.strip()) ? text.strip() : null,
                allowed);
    }

    static OptionType<URI> url() {
        return word("an absolute http or https URL", (text, place) -> parseUrl(text, url -> true));
    }

    /** What resources are appended to; without its trailing slashes. */
    static OptionType<URI> baseUrl() {
        return word(
                "an absolute http or https URL without user, query and fragment",
                (text, place) -> parseUrl(
                        text.replaceAll("/+$", ""),
                        url -> url.getRawUserInfo() == null
                                && url.getRawQuery() == null
                                && url.getRawFragment() == null));
    }

    /** A proxy, or the word for none. */
    static OptionType<ProxyChoice> proxy() {
        return word(ProxyUrl.EXPECTED, (text, place) -> ProxyChoice.parse(text));
    }

    private static @Nullable URI parseUrl(String text, Predicate<URI> condition) {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean http = scheme.equals("http") || scheme.equals("https");
            return http && url.getHost() != null && url.getPort() <= 65535 && condition.test(url) ? url : null;
        } catch (URISyntaxException broken) {
            return null;
        }
    }

    static OptionType<Path> file() {
        return word(
                "a readable file",
                (text, place) -> path(text, place, file -> Files.isRegularFile(file) && Files.isReadable(file)));
    }

    static OptionType<Path> folder() {
        return word("an existing folder", (text, place) -> path(text, place, Files::isDirectory));
    }

    /** A folder to write to, perhaps one that is yet to be made; whether {@link #writable} matters only while it is used. */
    static OptionType<Path> newFolder() {
        return word("a folder that is writable, or can be made", (text, place) -> path(text, place, folder -> true));
    }

    /** Whether it is a folder that can be written to, or can be made. */
    static boolean writable(Path folder) {
        return Files.exists(folder) ? usable(folder) : canBeMade(folder);
    }

    private static boolean usable(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }

    private static boolean canBeMade(Path folder) {
        Path above = folder.toAbsolutePath();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return above != null && usable(above);
    }

    private static @Nullable Path path(String text, Place place, Predicate<Path> condition) {
        try {
            Path path = place.directory().resolve(text).normalize();
            return !text.isEmpty() && condition.test(path) ? path : null;
        } catch (InvalidPathException broken) {
            return null;
        }
    }

    static OptionType<List<String>> texts() {
        return new ListType<>(text());
    }

    static OptionType<Map<String, String>> textMap() {
        return new TextMapType();
    }

    static OptionType<Headers> headers() {
        return new HeadersType();
    }

    static OptionType<ObjectNode> json() {
        return new JsonType();
    }

    /** The type of a plugin's option. */
    static OptionType<?> of(OptionSpec spec) {
        List<String> allowed = spec.allowed();
        boolean list = spec.type() == OptionSpec.Type.LIST;
        if (allowed.isEmpty()) {
            return ofAny(spec.type());
        }
        OptionType<String> choice = choice(allowed.toArray(String[]::new));
        if (list) {
            return new ListType<>(choice);
        }
        return spec.type() == OptionSpec.Type.STRING ? choice : new RestrictedType<>(choice, ofAny(spec.type()));
    }

    private static OptionType<?> ofAny(OptionSpec.Type type) {
        return switch (type) {
            case STRING -> text();
            case SECRET -> secret();
            case INT -> integer(-MAX_INTEGER, MAX_INTEGER);
            case BOOL -> bool();
            case DURATION -> duration(Duration.ZERO, Duration.ofDays(365));
            case URI -> url();
            case FILE -> file();
            case LIST -> texts();
            case MAP -> textMap();
            case HEADERS -> headers();
            case OBJECT -> json();
        };
    }
}
