package dev.aiproxy.runtime.server;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint that a request is for, among those that the translators declare. A path without variables wins over one with,
 * then the one that prescribes more of the path; at one path an endpoint that requires a header wins over one that requires none.
 * Immutable.
 */
public final class EndpointTable {
    private static final Comparator<Entry> MOST_SPECIFIC_FIRST = Comparator.<Entry>comparingInt(
                    entry -> entry.path().literalLength())
            .reversed()
            .thenComparing(entry -> entry.requiredHeader() == null);

    private static final String GET = "GET";
    private static final String HEAD = "HEAD";

    private final List<Entry> entries;
    private final Map<String, List<Entry>> literals = new HashMap<>();
    private final List<Entry> patterns = new ArrayList<>();

    private record Entry(Endpoint endpoint, PathTemplate path, Translator translator) {
        private @Nullable String requiredHeader() {
            return endpoint.requiredHeader();
        }

        private boolean serves(Predicate<String> hasHeader) {
            String required = requiredHeader();
            return required == null || hasHeader.test(required);
        }

        private Match match(Map<String, String> pathVariables) {
            return new Match(endpoint, translator, pathVariables);
        }
    }

    /** What a request hit. */
    record Match(Endpoint endpoint, Translator translator, Map<String, String> pathVariables) {}

    /** What was found for a method and path: a match, else the methods that the path allows (none: there is no such path). */
    record Lookup(@Nullable Match match, Set<String> allowedMethods) {}

    public EndpointTable(Collection<Translator> translators) {
        this.entries = translators.stream()
                .flatMap(translator -> translator.endpoints().stream()
                        .map(endpoint -> new Entry(endpoint, new PathTemplate(endpoint.path()), translator)))
                .sorted(MOST_SPECIFIC_FIRST)
                .toList();
        for (Entry entry : entries) {
            if (entry.path().literal()) {
                literals.computeIfAbsent(entry.endpoint().path(), unseen -> new ArrayList<>())
                        .add(entry);
            } else {
                patterns.add(entry);
            }
        }
    }

    /**
     * HEAD is served wherever GET is.
     *
     * @param path as it was sent, percent-encoded
     * @param hasHeader tells whether the request carries a header
     */
    Lookup find(String method, String path, Predicate<String> hasHeader) {
        List<Match> matches = matches(path, hasHeader);
        String served = method.equals(HEAD) ? GET : method;
        for (Match match : matches) {
            if (match.endpoint().method().equals(served)) {
                return new Lookup(match, Set.of());
            }
        }
        return new Lookup(null, allowed(matches));
    }

    /** The methods that a path has, whatever headers come with the request; none if there is no such path. */
    Set<String> methods(String path) {
        return allowed(matches(path, any -> true));
    }

    private List<Match> matches(String path, Predicate<String> hasHeader) {
        List<Match> matches = literalMatches(path, hasHeader);
        return matches.isEmpty() ? patternMatches(path, hasHeader) : matches;
    }

    private static Set<String> allowed(List<Match> matches) {
        Set<String> allowed =
                matches.stream().map(each -> each.endpoint().method()).collect(Collectors.toCollection(TreeSet::new));
        if (allowed.contains(GET)) {
            allowed.add(HEAD);
        }
        return allowed;
    }

    private List<Match> literalMatches(String path, Predicate<String> hasHeader) {
        List<Match> matches = new ArrayList<>(2);
        for (Entry entry : literals.getOrDefault(path, List.of())) {
            if (entry.serves(hasHeader)) {
                matches.add(entry.match(Map.of()));
            }
        }
        return matches;
    }

    private List<Match> patternMatches(String path, Predicate<String> hasHeader) {
        List<Match> matches = new ArrayList<>();
        int prescribed = 0;
        for (Entry entry : patterns) {
            if (entry.path().literalLength() < prescribed) {
                break;
            }
            Map<String, String> variables =
                    entry.serves(hasHeader) ? entry.path().match(path) : null;
            if (variables != null) {
                matches.add(entry.match(variables));
                prescribed = entry.path().literalLength();
            }
        }
        return matches;
    }

    /**
     * Whose errors a client that called this path most likely understands: that of a format whose header it sent, else of the one
     * with the most similar path, else of the one with the most paths that begin alike, else of the one with the shortest path.
     * Null without any endpoint.
     */
    @Nullable
    Translator closest(String path, Predicate<String> hasHeader) {
        List<Entry> serving =
                entries.stream().filter(entry -> entry.serves(hasHeader)).toList();
        return serving.stream()
                .max(Comparator.<Entry, Boolean>comparing(entry -> entry.requiredHeader() != null)
                        .thenComparingInt(entry -> entry.path().commonSegments(path))
                        .thenComparingLong(entry -> similarPaths(serving, entry.translator(), path))
                        .thenComparingInt(entry -> -entry.path().literalLength()))
                .map(Entry::translator)
                .orElse(null);
    }

    private static long similarPaths(List<Entry> serving, Translator translator, String path) {
        return serving.stream()
                .filter(entry ->
                        entry.translator() == translator && entry.path().commonSegments(path) > 0)
                .count();
    }
}
