package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an answer repeats of its request (W-RS-1), and what else of the request its writer must know. */
final class Echo {
    private static final List<String> REPEATED = List.of(
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "prompt_cache_key",
            "safety_identifier",
            "temperature",
            "top_p",
            "user");
    private static final String STRICT = "strict";
    private static final String PARAMETERS = "parameters";

    private final RequestFacts facts;
    private final JsonNode request;
    private final Set<String> customTools;

    Echo(RequestFacts facts, ObjectNode request) {
        this.facts = facts;
        this.request = request;
        this.customTools = CustomTools.names(request);
    }

    /** Whether a function of this name is a custom tool of the client. */
    boolean isCustom(String name) {
        return customTools.contains(name);
    }

    /** Whether the client will send back what reasoning items hold. */
    boolean carriesSeals() {
        for (JsonNode included : request.path("include")) {
            if (included.asString("").equals("reasoning.encrypted_content")) {
                return true;
            }
        }
        return false;
    }

    String newId(String prefix) {
        return facts.ids().next(prefix);
    }

    /** A response in progress, without output. */
    ObjectNode response(ChatEvent.Start start) {
        String id = start.id();
        String model = start.model();
        ObjectNode response = Json.object()
                .put("id", id != null && id.startsWith("resp_") ? id : newId("resp_"))
                .put("object", "response")
                .put("created_at", start.created() == null ? facts.receivedAt().getEpochSecond() : start.created())
                .put("status", "in_progress")
                .put("background", false)
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", model == null || model.isEmpty() ? facts.requestedModel() : model);
        response.putArray("output");
        REPEATED.forEach(name -> response.set(name, given(name, Json.nodes().nullNode())));
        response.set("metadata", given("metadata", Json.object()));
        response.set(
                "parallel_tool_calls", given("parallel_tool_calls", Json.nodes().booleanNode(true)));
        response.putNull("previous_response_id");
        response.set(
                "reasoning", given("reasoning", Json.object().putNull("effort").putNull("summary")));
        response.set("text", text());
        response.set("tool_choice", given("tool_choice", Json.nodes().stringNode("auto")));
        response.set("tools", tools());
        response.set("truncation", given("truncation", Json.nodes().stringNode("disabled")));
        return response.put("store", false).putNull("usage");
    }

    private JsonNode given(String name, JsonNode otherwise) {
        JsonNode value = request.path(name);
        return value.isMissingNode() || value.isNull() ? otherwise : value;
    }

    private JsonNode text() {
        ObjectNode text = Json.object();
        text.putObject("format").put("type", "text");
        request.path("text").forEachEntry(text::set);
        return text;
    }

    /** Functions have all their fields here. */
    private ArrayNode tools() {
        ArrayNode tools = Json.nodes().arrayNode();
        for (JsonNode tool : request.path("tools")) {
            if (tool instanceof ObjectNode function
                    && tool.path("type").asString("").equals("function")) {
                ObjectNode complete = Json.object();
                function.forEachEntry(complete::set);
                complete.set(PARAMETERS, complete.path(PARAMETERS).isObject() ? complete.path(PARAMETERS) : null);
                complete.set(STRICT, complete.path(STRICT).isBoolean() ? complete.path(STRICT) : null);
                tools.add(complete);
            } else {
                tools.add(tool);
            }
        }
        return tools;
    }
}
