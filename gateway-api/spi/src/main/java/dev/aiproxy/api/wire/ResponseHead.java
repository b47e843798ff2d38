package dev.aiproxy.api.wire;

/**
 * Status and headers of an upstream's answer.
 *
 * @param status the HTTP status
 * @param headers as received
 */
public record ResponseHead(int status, Headers headers) {
    /** True for 2xx. */
    public boolean success() {
        return status >= 200 && status < 300;
    }

    /** The media type in lower case without parameters; empty if the header is absent. */
    public String mediaType() {
        String type = headers.first("content-type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(java.util.Locale.ROOT);
    }
}
