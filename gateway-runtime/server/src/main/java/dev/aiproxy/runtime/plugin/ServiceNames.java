package dev.aiproxy.runtime.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Checks the names in a plugin's {@code META-INF/services}: a misspelt one would otherwise just be no plugin. */
final class ServiceNames {
    private static final String OURS = "dev.aiproxy.";
    private static final int TYPO = 3;

    private ServiceNames() {}

    static void check(Set<String> services) {
        List<String> known =
                ExtensionPoint.ALL.stream().map(point -> point.type().getName()).toList();
        for (String service : services) {
            if (!known.contains(service)) {
                checkUnknown(service, known);
            }
        }
        if (services.stream().noneMatch(known::contains)) {
            throw new Refusal("it declares no services in META-INF/services; known are " + String.join(", ", known));
        }
    }

    /** Services between a plugin's own libraries are its own business. */
    private static void checkUnknown(String service, List<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(
                        name -> distance(simple(service), simple(name)) * 100 + distance(service, name)))
                .orElseThrow();
        if (service.startsWith(OURS) || distance(service, nearest) <= TYPO) {
            throw new Refusal("META-INF/services/" + service + " names no service of the gateway's API; did you mean "
                    + nearest + "?");
        }
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Edits between two words (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
