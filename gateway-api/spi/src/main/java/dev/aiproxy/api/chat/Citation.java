package dev.aiproxy.api.chat;

import dev.aiproxy.api.wire.WireFormat;
import tools.jackson.databind.JsonNode;

/**
 * A reference to a source behind a piece of text, kept as its format wrote it.
 *
 * @param origin the wire format that wrote it
 * @param raw the JSON as it stood there
 */
public record Citation(WireFormat origin, JsonNode raw) {}
