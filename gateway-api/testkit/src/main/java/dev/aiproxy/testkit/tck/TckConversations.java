package dev.aiproxy.testkit.tck;

import static dev.aiproxy.testkit.tck.FormatSetup.FOREIGN;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Output;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.ReasoningOptions;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.chat.Tool;
import dev.aiproxy.api.chat.ToolChoice;
import dev.aiproxy.api.chat.Tooling;
import dev.aiproxy.api.wire.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Conversations that a client of any format may hold. */
final class TckConversations {
    private static final String PIXEL = "iVBORw0KGgo=";
    private static final JsonNode SCHEMA =
            Json.parse("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
    private static final Tool WEATHER = new Tool.Function("weather", "Tells it.", SCHEMA, null, null);
    private static final List<Message> HELLO = FormatSetup.HELLO.messages();

    private TckConversations() {}

    /** By what is special about each. */
    static Map<String, ChatRequest> all() {
        Map<String, ChatRequest> all = new LinkedHashMap<>();
        all.put("a greeting", FormatSetup.HELLO);
        all.put("no turns", ChatRequest.of(List.of()));
        all.put("an empty turn", ChatRequest.of(List.of(Message.of(Role.USER, List.of()))));
        all.put("instructions in between", ChatRequest.of(turns()));
        all.put("media", ChatRequest.of(List.of(Message.of(Role.USER, media()))));
        all.put("calls and results", ChatRequest.of(toolTurns()).withTooling(tooling(null)));
        for (ToolChoice choice : choices()) {
            all.put("tool choice " + choice, ChatRequest.of(HELLO).withTooling(tooling(choice)));
        }
        all.put("sampling", ChatRequest.of(HELLO).withSampling(sampling()));
        all.put("a JSON answer", answerLike(new ResponseFormat.JsonObject()));
        all.put("an answer after a schema", answerLike(new ResponseFormat.JsonSchema("a", null, SCHEMA, true)));
        for (ReasoningOptions.Effort effort : ReasoningOptions.Effort.values()) {
            all.put("effort " + effort, ChatRequest.of(HELLO).withReasoning(ReasoningOptions.effort(effort)));
        }
        all.put("a thinking budget", thinking(new ReasoningOptions(ReasoningOptions.Mode.ENABLED, null, 2048, true)));
        all.put("no thinking", thinking(new ReasoningOptions(ReasoningOptions.Mode.DISABLED, null, null, null)));
        all.putAll(foreign());
        return all;
    }

    /** What only another format knows; each marked with {@code tck-foreign-…}, which must not be seen elsewhere. */
    static Map<String, ChatRequest> foreign() {
        Signature seal = new Signature(FOREIGN, "tck-foreign-seal");
        JsonNode raw = Json.parse("{\"type\":\"tck-foreign-kind\"}");
        Map<String, ChatRequest> all = new LinkedHashMap<>();
        all.put("sealed thinking", said(new Part.Reasoning("hm", seal)));
        all.put("hidden thinking", said(new Part.RedactedReasoning(seal)));
        all.put("sealed text", said(new Part.Text("b", List.of(), seal, null)));
        all.put("an unknown part", said(new Part.Unknown(FOREIGN, raw)));
        Tool tool = new Tool.BuiltIn(FOREIGN, "tck-foreign-kind", raw);
        all.put("a built-in tool", ChatRequest.of(HELLO).withTooling(new Tooling(List.of(tool), null, null)));
        all.put(
                "an unknown field",
                new ChatRequest(
                        HELLO,
                        Tooling.NONE,
                        Sampling.DEFAULT,
                        Output.DEFAULT,
                        null,
                        Attribution.NONE,
                        Map.of("tck-foreign-field", raw)));
        return all;
    }

    private static ChatRequest said(Part part) {
        return ChatRequest.of(List.of(
                Message.text(Role.USER, "Hello"),
                Message.of(Role.ASSISTANT, List.of(part, Part.Text.of("Hi"))),
                Message.text(Role.USER, "And you?")));
    }

    private static List<Message> turns() {
        return List.of(
                Message.text(Role.SYSTEM, "Be brief."),
                Message.text(Role.USER, "Hello"),
                Message.text(Role.ASSISTANT, "Hi"),
                Message.text(Role.DEVELOPER, "Be kind."),
                Message.text(Role.USER, "And you?"),
                Message.text(Role.USER, "Well?"));
    }

    private static List<Part> media() {
        return List.of(
                new Part.Image(new MediaSource.Inline("image/png", PIXEL), null, null),
                new Part.Image(new MediaSource.Url("https://images.example/a.png", null), "low", null),
                new Part.Document(new MediaSource.PlainText("words"), "a.txt", null, null),
                Part.Text.of("Look"));
    }

    private static List<Message> toolTurns() {
        return List.of(
                Message.text(Role.USER, "Weather?"),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                Part.ToolCall.of("c-1", "weather", "{\"a\":\"Oslo\"}"),
                                Part.ToolCall.of("c-2", "weather", "{}"))),
                Message.of(
                        Role.TOOL,
                        List.of(
                                new Part.ToolResult("c-2", null, List.of(Part.Text.of("rain")), false, null, null),
                                new Part.ToolResult("c-1", null, List.of(), true, null, null))));
    }

    private static Tooling tooling(@org.jspecify.annotations.Nullable ToolChoice choice) {
        return new Tooling(List.of(WEATHER, new Tool.Function("bare", null, null, null, null)), choice, false);
    }

    private static List<ToolChoice> choices() {
        return List.of(
                new ToolChoice.Auto(),
                new ToolChoice.None(),
                new ToolChoice.Required(),
                new ToolChoice.Named("weather"),
                new ToolChoice.Allowed(List.of("weather"), true));
    }

    private static Sampling sampling() {
        BigDecimal half = new BigDecimal("0.5");
        return new Sampling(half, half, 40, 7L, half, half, List.of("stop", "halt"), 2, true, 3);
    }

    private static ChatRequest answerLike(ResponseFormat format) {
        return ChatRequest.of(HELLO).withOutput(new Output(100, format, "low", List.of("text")));
    }

    private static ChatRequest thinking(ReasoningOptions options) {
        return ChatRequest.of(HELLO).withReasoning(options);
    }
}
