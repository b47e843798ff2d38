package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.FinishReason;
import tools.jackson.databind.JsonNode;

/** Why an answer ended, from its status and its parts (table T-FIN). */
final class FinishReasons {
    private FinishReasons() {}

    static FinishReason read(JsonNode response, boolean called, boolean refused) {
        if (response.path("status").asString("").equals("incomplete")) {
            String reason = response.path("incomplete_details").path("reason").asString("");
            return reason.equals("content_filter") ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH;
        }
        if (called) {
            return FinishReason.TOOL_CALLS;
        }
        return refused ? FinishReason.CONTENT_FILTER : FinishReason.STOP;
    }
}
