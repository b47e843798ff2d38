package dev.aiproxy.api.error;

import dev.aiproxy.api.wire.Headers;
import tools.jackson.databind.JsonNode;

/**
 * An error rendered in a wire format.
 *
 * @param status the HTTP status
 * @param headers further headers of that format; content type, request id and {@code Retry-After} are the runtime's
 * @param body the JSON body
 */
public record ErrorReply(int status, Headers headers, JsonNode body) {}
