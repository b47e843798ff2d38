package dev.aiproxy.api.chat;

import dev.aiproxy.api.wire.WireFormat;
import tools.jackson.databind.JsonNode;

/** A reference to a source behind a piece of text, kept as its format wrote it. */
public record Citation(WireFormat origin, JsonNode raw) {}
