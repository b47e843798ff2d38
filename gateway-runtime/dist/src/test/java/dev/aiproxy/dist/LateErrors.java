package dev.aiproxy.dist;

import tools.jackson.databind.node.ObjectNode;

/** Streams, in the format that is asked for, whose content is followed by an error. */
final class LateErrors {
    private LateErrors() {}

    /**
     * @param target the upstream's path, which tells the format
     * @param error the body that an answer with a status of its own would have
     */
    static String stream(String target, ObjectNode error) {
        if (target.contains("/responses")) {
            return responses(error);
        }
        if (target.contains("/messages")) {
            return claude(error);
        }
        String content = target.contains(":streamGenerateContent")
                ? "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"begun\"}]}}]}"
                : "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                        + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"begun\"},\"finish_reason\":null}]}";
        return "data: " + content + "\n\ndata: " + error + "\n\n";
    }

    private static String claude(ObjectNode error) {
        return event(
                        "message_start",
                        "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
                                + "\"stop_reason\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
                + event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + event("content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"begun\"}")
                + event("error", "\"error\":" + error.path("error"));
    }

    /** An error, then the response that failed with it. */
    private static String responses(ObjectNode error) {
        String message = error.path("error").path("message").toString();
        String response =
                "\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"model\":\"m\",\"output\":[],\"status\":";
        return event("response.created", "\"sequence_number\":0," + response + "\"in_progress\"}")
                + event(
                        "response.output_item.added",
                        "\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\","
                                + "\"role\":\"assistant\",\"status\":\"in_progress\",\"content\":[]}")
                + event(
                        "response.output_text.delta",
                        "\"sequence_number\":2,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,"
                                + "\"delta\":\"begun\"")
                + event("error", "\"sequence_number\":3,\"code\":\"server_error\",\"message\":" + message)
                + event(
                        "response.failed",
                        "\"sequence_number\":4," + response
                                + "\"failed\",\"error\":{\"code\":\"server_error\",\"message\":" + message + "}}");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }
}
