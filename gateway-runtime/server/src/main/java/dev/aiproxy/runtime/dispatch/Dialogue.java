package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An operation other than a conversation, in translation: one question, one whole answer. Serves one attempt. */
interface Dialogue {
    /** The client's question, as the upstream understands it. May be called on a worker. */
    ObjectNode question();

    /** The upstream's answer, as the client understands it. */
    Answer answer(JsonNode said);

    /**
     * What the client is told.
     *
     * @param usage {@link Usage#UNKNOWN} if the upstream does not tell
     */
    record Answer(JsonNode body, Usage usage) {}
}
