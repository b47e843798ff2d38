package dev.aiproxy.bench.upstream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path asks for: {@code /100x10000/v1/…} for a stream of 100 events, one each 10 000 microseconds; any other path for a whole
 * answer once the request's body is there.
 */
record Target(boolean claude, int events, long intervalMicros) {
    private static final Pattern STREAM = Pattern.compile("/(\\d+)x(\\d+)/.*");

    static Target of(String path) {
        boolean claude = path.endsWith("/messages");
        Matcher matcher = STREAM.matcher(path);
        if (!matcher.matches()) {
            return new Target(claude, 0, 0);
        }
        return new Target(claude, Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    boolean isStream() {
        return events > 0;
    }
}
