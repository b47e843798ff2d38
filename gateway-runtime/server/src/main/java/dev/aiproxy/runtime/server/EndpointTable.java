package dev.aiproxy.runtime.server;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint that a request is for, among those that the translators declare. Immutable. */
public final class EndpointTable {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, List<Entry>> literal = new HashMap<>();
    private final List<Entry> patterns = new ArrayList<>();
    private final List<Entry> all = new ArrayList<>();

    private record Entry(
            Endpoint endpoint,
            Translator translator,
            @Nullable Pattern pattern,
            List<String> variables) {}

    /** What a request hit. */
    record Match(Endpoint endpoint, Translator translator, Map<String, String> pathVariables) {}

    /** What was found for a method and path: a match, or the methods that the path allows (none: there is no such path). */
    record Lookup(@Nullable Match match, Set<String> allowedMethods) {}

    public EndpointTable(Collection<Translator> translators) {
        for (Translator translator : translators) {
            for (Endpoint endpoint : translator.endpoints()) {
                add(endpoint, translator);
            }
        }
    }

    /** @param hasHeader tells whether the request carries a header */
    Lookup find(String method, String path, Predicate<String> hasHeader) {
        List<Match> matches = new ArrayList<>(2);
        for (Entry entry : literal.getOrDefault(path, List.of())) {
            matches.add(new Match(entry.endpoint(), entry.translator(), Map.of()));
        }
        if (matches.isEmpty()) {
            patterns.forEach(entry -> matchPattern(entry, path, matches));
        }
        Set<String> allowed = new LinkedHashSet<>();
        Match best = null;
        for (Match match : matches) {
            String required = match.endpoint().requiredHeader();
            if (required != null && !hasHeader.test(required)) {
                continue;
            }
            allowed.add(match.endpoint().method());
            if (match.endpoint().method().equals(method) && (best == null || required != null)) {
                best = match;
            }
        }
        return new Lookup(best, allowed);
    }

    /** Whose errors a client that called this path most likely understands; null without any endpoint. */
    @Nullable
    Translator closest(String path, Predicate<String> hasHeader) {
        return all.stream()
                .filter(entry -> {
                    String required = entry.endpoint().requiredHeader();
                    return required == null || hasHeader.test(required);
                })
                .max(Comparator.<Entry>comparingInt(entry -> entry.endpoint().requiredHeader() == null ? 0 : 1)
                        .thenComparingInt(
                                entry -> commonSegments(entry.endpoint().path(), path))
                        .thenComparingLong(entry -> neighbours(entry, path)))
                .map(Entry::translator)
                .orElse(null);
    }

    private long neighbours(Entry entry, String path) {
        return all.stream()
                .filter(other -> other.translator() == entry.translator()
                        && commonSegments(other.endpoint().path(), path) > 0)
                .count();
    }

    private void add(Endpoint endpoint, Translator translator) {
        Matcher variable = VARIABLE.matcher(endpoint.path());
        List<String> names = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        int end = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(endpoint.path().substring(end, variable.start())))
                    .append("(.+)");
            names.add(variable.group(1));
            end = variable.end();
        }
        if (names.isEmpty()) {
            Entry entry = new Entry(endpoint, translator, null, names);
            literal.computeIfAbsent(endpoint.path(), unseen -> new ArrayList<>())
                    .add(entry);
            all.add(entry);
            return;
        }
        regex.append(Pattern.quote(endpoint.path().substring(end)));
        Entry entry = new Entry(endpoint, translator, Pattern.compile(regex.toString()), names);
        patterns.add(entry);
        patterns.sort(Comparator.comparingInt(other ->
                -VARIABLE.matcher(other.endpoint().path()).replaceAll("").length()));
        all.add(entry);
    }

    private static void matchPattern(Entry entry, String path, List<Match> matches) {
        Pattern pattern = entry.pattern();
        Matcher matcher = pattern == null ? null : pattern.matcher(path);
        if (matcher == null || !matcher.matches()) {
            return;
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < entry.variables().size(); i++) {
            variables.put(entry.variables().get(i), decode(matcher.group(i + 1)));
        }
        boolean moreSpecificFound = matches.stream()
                .anyMatch(match -> match.endpoint().path().length()
                        > entry.endpoint().path().length());
        if (!moreSpecificFound) {
            matches.add(new Match(entry.endpoint(), entry.translator(), variables));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static int commonSegments(String a, String b) {
        String[] left = a.split("/", -1);
        String[] right = b.split("/", -1);
        int common = 0;
        while (common + 1 < Math.min(left.length, right.length) && left[common + 1].equals(right[common + 1])) {
            common++;
        }
        return common;
    }
}
