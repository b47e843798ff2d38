package dev.aiproxy.dist;

import dev.aiproxy.testkit.sse.SseEvent;
import dev.aiproxy.testkit.sse.SseParser;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a client of each format goes through a tool loop: it puts an answer together, streamed or not, and sends it back with the
 * results of its calls.
 *
 * @param format what it speaks
 * @param keepsExtensions whether it sends back members that its format does not define, or that its users may leave out
 * @param question what its conversation begins with
 */
record ToolClient(Client format, boolean keepsExtensions, String question) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Its first request: a question and a tool, thinking wanted. */
    String question(String model) {
        return request(model, JSON.createArrayNode().add(user()));
    }

    /** Its second request: what it was answered, and a result for each call in it. */
    String results(String model, String answer) {
        ArrayNode turns = JSON.createArrayNode().add(user());
        JsonNode turn = turn(answer);
        switch (format) {
            case CHAT -> {
                turns.add(turn);
                turn.path("tool_calls")
                        .forEach(call -> turns.add(JSON.createObjectNode()
                                .put("role", "tool")
                                .put(
                                        "content",
                                        resultOf(call.path("function")
                                                .path("arguments")
                                                .asString()))
                                .put("tool_call_id", call.path("id").asString())));
            }
            case RESPONSES -> {
                turns.addAll((ArrayNode) turn);
                turn.forEach(item -> {
                    if (item.path("type").asString().equals("function_call")) {
                        turns.addObject()
                                .put("type", "function_call_output")
                                .put("call_id", item.path("call_id").asString())
                                .put("output", resultOf(item.path("arguments").asString()));
                    }
                });
            }
            case CLAUDE -> {
                turns.add(JSON.createObjectNode().put("role", "assistant").set("content", turn));
                ArrayNode results = JSON.createArrayNode();
                turn.forEach(block -> addResult(results, block));
                turns.add(JSON.createObjectNode().put("role", "user").set("content", results));
            }
            case GEMINI -> {
                turns.add(JSON.createObjectNode().put("role", "model").set("parts", turn));
                ArrayNode results = JSON.createArrayNode();
                turn.forEach(part -> addResponse(results, part.path("functionCall")));
                turns.add(JSON.createObjectNode().put("role", "user").set("parts", results));
            }
        }
        return request(model, turns);
    }

    private static void addResult(ArrayNode results, JsonNode block) {
        if (block.path("type").asString().equals("tool_use")) {
            results.addObject()
                    .put("type", "tool_result")
                    .put("tool_use_id", block.path("id").asString())
                    .put("content", resultOf(block.path("input").toString()));
        }
    }

    private static void addResponse(ArrayNode results, JsonNode call) {
        if (call.isObject()) {
            ObjectNode response = results.addObject().putObject("functionResponse");
            response.put("name", call.path("name").asString());
            if (call.has("id")) {
                response.set("id", call.path("id"));
            }
            response.putObject("response")
                    .put("output", resultOf(call.path("args").toString()));
        }
    }

    private static String resultOf(String arguments) {
        return "It rains for " + JSON.readTree(arguments).path("city").asString();
    }

    private ObjectNode user() {
        ObjectNode user = JSON.createObjectNode().put("role", "user");
        if (format == Client.GEMINI) {
            user.putArray("parts").addObject().put("text", question);
            return user;
        }
        return user.put("content", question);
    }

    private String request(String model, ArrayNode turns) {
        String schema = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";
        return switch (format) {
            case CHAT -> """
                {"model":"%s","messages":%s,"reasoning_effort":"low","tools":[{"type":"function","function":\
                {"name":"get_weather","parameters":%s}}]}""".formatted(model, turns, schema);
            case RESPONSES -> """
                {"model":"%s","input":%s,"reasoning":{"effort":"low","summary":"auto"},\
                "include":["reasoning.encrypted_content"],"tools":[{"type":"function","name":"get_weather",\
                "parameters":%s}]}""".formatted(model, turns, schema);
            case CLAUDE -> """
                {"model":"%s","max_tokens":9000,"messages":%s,"thinking":{"type":"enabled","budget_tokens":2000},\
                "tools":[{"name":"get_weather","input_schema":%s}]}""".formatted(model, turns, schema);
            case GEMINI -> """
                {"contents":%s,"generationConfig":{"thinkingConfig":{"thinkingBudget":2000,"includeThoughts":true}},\
                "tools":[{"functionDeclarations":[{"name":"get_weather","parametersJsonSchema":%s}]}]}""".formatted(turns, schema);
        };
    }

    /** The turn that an answer, streamed or not, amounts to. */
    JsonNode turn(String answer) {
        boolean stream = !answer.startsWith("{");
        List<JsonNode> elements = new ArrayList<>();
        if (stream) {
            for (SseEvent event : SseParser.parse(answer).events()) {
                if (!event.isDone()) {
                    elements.add(JSON.readTree(event.data()));
                }
            }
        } else {
            elements.add(JSON.readTree(answer));
        }
        return switch (format) {
            case CHAT -> chatTurn(elements, stream);
            case RESPONSES -> responsesTurn(elements.get(elements.size() - 1), stream);
            case CLAUDE -> claudeTurn(elements, stream);
            case GEMINI -> geminiTurn(elements);
        };
    }

    private JsonNode chatTurn(List<JsonNode> elements, boolean stream) {
        ObjectNode message = JSON.createObjectNode();
        for (JsonNode element : elements) {
            Merge.into(message, element.path("choices").path(0).path(stream ? "delta" : "message"));
        }
        message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove("index"));
        if (!keepsExtensions) {
            message.retain("role", "content", "tool_calls");
            message.path("tool_calls").forEach(call -> ((ObjectNode) call).retain("id", "type", "function"));
        }
        return message;
    }

    /** The items as the last event repeats them; one that sends no reasoning back is a client, too. */
    private JsonNode responsesTurn(JsonNode last, boolean stream) {
        ArrayNode items = (ArrayNode) (stream ? last.path("response") : last).path("output");
        if (!keepsExtensions) {
            items.removeIf(item -> item.path("type").asString().equals("reasoning"));
        }
        return items;
    }

    private JsonNode claudeTurn(List<JsonNode> elements, boolean stream) {
        ArrayNode blocks = JSON.createArrayNode();
        if (stream) {
            elements.forEach(event -> claudeEvent(blocks, event));
        } else {
            blocks.addAll((ArrayNode) elements.get(0).path("content"));
        }
        for (JsonNode block : blocks) {
            if (block.has("partial_json")) {
                String input = ((ObjectNode) block).remove("partial_json").asString();
                ((ObjectNode) block).set("input", JSON.readTree(input));
            }
            if (!keepsExtensions && block.path("type").asString().equals("tool_use")) {
                ((ObjectNode) block).retain("type", "id", "name", "input");
            }
        }
        return blocks;
    }

    private static void claudeEvent(ArrayNode blocks, JsonNode event) {
        switch (event.path("type").asString()) {
            case "content_block_start" -> blocks.add(event.path("content_block").deepCopy());
            case "content_block_delta" -> {
                ObjectNode delta = (ObjectNode) event.path("delta").deepCopy();
                delta.remove("type");
                Merge.into((ObjectNode) blocks.path(blocks.size() - 1), delta);
            }
            default -> {
                // No content.
            }
        }
    }

    private JsonNode geminiTurn(List<JsonNode> elements) {
        ArrayNode parts = JSON.createArrayNode();
        elements.forEach(chunk ->
                chunk.path("candidates").path(0).path("content").path("parts").forEach(parts::add));
        if (!keepsExtensions) {
            parts.forEach(part -> ((ObjectNode) part).remove("thoughtSignature"));
            ArrayNode calls = JSON.createArrayNode();
            parts.forEach(part -> {
                if (!part.path("thought").asBoolean(false)) {
                    calls.add(part);
                }
            });
            return calls;
        }
        return parts;
    }
}
