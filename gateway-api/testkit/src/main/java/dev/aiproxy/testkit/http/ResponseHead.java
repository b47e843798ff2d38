package dev.aiproxy.testkit.http;

import java.util.Optional;

/**
 * The head of a response as a {@link RawHttpClient} read it.
 *
 * @param statusLine the whole first line
 * @param status the status code; -1 when the line has none
 * @param headers all header lines
 */
public record ResponseHead(String statusLine, int status, HeaderLines headers) {

    static ResponseHead of(String statusLine, HeaderLines headers) {
        String[] words = statusLine.split(" ", 3);
        boolean coded = words.length > 1 && words[1].matches("\\d{3}");
        return new ResponseHead(statusLine, coded ? Integer.parseInt(words[1]) : -1, headers);
    }

    /** The first value of this header (any case), or empty. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }
}
