package dev.aiproxy.runtime.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Comparison of model names. */
final class ModelNames {
    private static final int SUGGESTIONS = 3;
    private static final int LONGEST = 128;

    private ModelNames() {}

    /** Whether a name matches one of some patterns in which {@code *} stands for any characters. */
    static Predicate<String> matching(List<String> patterns) {
        if (patterns.isEmpty()) {
            return name -> false;
        }
        Predicate<String> any = compiled(patterns.get(0));
        for (String pattern : patterns.subList(1, patterns.size())) {
            any = any.or(compiled(pattern));
        }
        return any;
    }

    private static Predicate<String> compiled(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String literal : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    /** The known names that look most like the given one, best first; empty if none is near, or the name is none that one has. */
    static List<String> nearest(String name, Set<String> known) {
        if (name.length() > LONGEST) {
            return List.of();
        }
        int limit = Math.max(3, name.length() / 2);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= limit)
                .map(candidate -> new Near(candidate, distance(name, candidate)))
                .filter(near -> near.distance() <= limit)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(SUGGESTIONS)
                .map(Near::name)
                .toList();
    }

    private record Near(String name, int distance) {}

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
