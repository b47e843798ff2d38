package dev.aiproxy.plugin.gemini.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of {@code google.rpc.Code} and the HTTP statuses that go with them (table E-3). */
final class StatusNames {
    private static final Map<String, Integer> HTTP = Map.ofEntries(
            Map.entry("CANCELLED", 499),
            Map.entry("UNKNOWN", 500),
            Map.entry("INVALID_ARGUMENT", 400),
            Map.entry("DEADLINE_EXCEEDED", 504),
            Map.entry("NOT_FOUND", 404),
            Map.entry("ALREADY_EXISTS", 409),
            Map.entry("PERMISSION_DENIED", 403),
            Map.entry("RESOURCE_EXHAUSTED", 429),
            Map.entry("FAILED_PRECONDITION", 400),
            Map.entry("ABORTED", 409),
            Map.entry("OUT_OF_RANGE", 400),
            Map.entry("UNIMPLEMENTED", 501),
            Map.entry("INTERNAL", 500),
            Map.entry("UNAVAILABLE", 503),
            Map.entry("DATA_LOSS", 500),
            Map.entry("UNAUTHENTICATED", 401));

    private StatusNames() {}

    static boolean isName(String word) {
        return HTTP.containsKey(word);
    }

    static int httpStatus(@Nullable String name) {
        Integer status = name == null ? null : HTTP.get(name);
        return status == null ? 500 : status;
    }

    static String of(int httpStatus) {
        return switch (httpStatus) {
            case 401 -> "UNAUTHENTICATED";
            case 402 -> "FAILED_PRECONDITION";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 405, 501 -> "UNIMPLEMENTED";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 502, 503, 529 -> "UNAVAILABLE";
            default -> httpStatus < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
