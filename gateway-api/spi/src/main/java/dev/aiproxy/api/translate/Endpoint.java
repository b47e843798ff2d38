package dev.aiproxy.api.translate;

import dev.aiproxy.api.wire.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A path that clients of a wire format call. Client paths belong to the format; the runtime only serves them.
 *
 * @param method the HTTP method, upper case
 * @param path begins with {@code /}; a segment may hold one variable such as {@code {model}}, alone or before a {@code :verb}
 *     suffix ({@code /v1beta/models/{model}:generateContent}). A variable matches across {@code /}, raw or as {@code %2F}
 * @param operation what is asked
 * @param model where the model stands
 * @param stream whether the answer is streamed
 * @param requiredHeader if not null, the endpoint serves only requests that carry this header; tried before one without
 */
public record Endpoint(
        String method,
        String path,
        Operation operation,
        ModelLocation model,
        StreamMode stream,
        @Nullable String requiredHeader) {
    /**
     * Checks the path.
     *
     * @throws IllegalArgumentException if it does not begin with {@code /}
     */
    public Endpoint {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("an endpoint path begins with '/': " + path);
        }
    }

    /** A POST endpoint with {@code model} and {@code stream} as top-level members of the body. */
    public static Endpoint post(String path, Operation operation) {
        return new Endpoint(
                "POST",
                path,
                operation,
                new ModelLocation.BodyMember("model"),
                new StreamMode.BodyMember("stream"),
                null);
    }

    /** A GET endpoint without a body. */
    public static Endpoint get(String path, Operation operation) {
        return new Endpoint("GET", path, operation, new ModelLocation.Nowhere(), new StreamMode.Never(), null);
    }

    /** The same endpoint, only for requests with that header. */
    public Endpoint requiring(String header) {
        return new Endpoint(method, path, operation, model, stream, header);
    }

    /** Where a request names its model. */
    public sealed interface ModelLocation {
        /**
         * A top-level string member of the JSON body.
         *
         * @param name the member's name
         */
        record BodyMember(String name) implements ModelLocation {}

        /**
         * A variable of the path, percent-decoded.
         *
         * @param name the name between the braces
         */
        record PathVariable(String name) implements ModelLocation {}

        /** The request needs no model. */
        record Nowhere() implements ModelLocation {}
    }

    /** How a request asks for a stream. */
    public sealed interface StreamMode {
        /**
         * A top-level boolean member of the JSON body.
         *
         * @param name the member's name
         * @param otherwise what the member means if it is absent or null
         */
        record BodyMember(String name, boolean otherwise) implements StreamMode {
            /** A member whose absence means no. */
            public BodyMember(String name) {
                this(name, false);
            }
        }

        /** The path itself says yes. */
        record Always() implements StreamMode {}

        /** The path itself says no. */
        record Never() implements StreamMode {}
    }
}
