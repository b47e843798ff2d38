package dev.aiproxy.runtime.config;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that a misspelt one was probably meant to be. */
final class Suggestions {
    private Suggestions() {}

    /** The nearest candidate, empty if none is near. */
    static String nearest(String given, Collection<String> candidates) {
        if (given.length() > 100) {
            return "";
        }
        String wanted = normal(given);
        String best = "";
        int bestDistance = wanted.length() < 3 ? 1 : Math.max(1, wanted.length() / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(wanted, normal(candidate));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static String normal(String name) {
        String dashed = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").replace('_', '-');
        return dashed.toLowerCase(Locale.ROOT);
    }

    /** Edits that turn one into the other: insert, delete, replace, swap neighbours. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = cost(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cost(int[][] cost, String a, String b, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
