package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.Conversations;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** What requests and answers say, reduced to what a format must not lose. */
final class Gist {
    private Gist() {}

    /** One line for each turn, call and result. */
    static List<String> of(FormatSetup setup, ChatRequest request) {
        List<String> lines = new ArrayList<>();
        for (Message message : Conversations.merge(request.messages())) {
            String text = message.text();
            if (!text.isEmpty()) {
                lines.add(setup.has(Capability.TURNS) ? message.role() + ": " + text : text);
            }
            if (setup.has(Capability.TOOLS)) {
                message.parts().forEach(part -> addTools(part, lines));
            }
        }
        return setup.has(Capability.TURNS) || lines.isEmpty() ? lines : List.of(String.join("\n", lines));
    }

    private static void addTools(Part part, List<String> lines) {
        if (part instanceof Part.ToolCall call) {
            lines.add("call " + call.name() + json(call.arguments()));
        } else if (part instanceof Part.ToolResult result) {
            lines.add("result "
                    + Message.of(dev.aiproxy.api.chat.Role.USER, result.content())
                            .text());
        }
    }

    /** The text, the calls, why it ended, and the usage, as far as the format has them. */
    static List<String> of(FormatSetup setup, ChatResponse response) {
        ChatResponse.Choice choice = response.first();
        List<String> lines = new ArrayList<>(List.of("text: " + choice.text()));
        if (setup.has(Capability.TOOLS)) {
            choice.parts().forEach(part -> addTools(part, lines));
        }
        if (setup.has(Capability.FINISH_REASON)) {
            lines.add("finish: " + choice.finishReason());
        }
        if (setup.has(Capability.USAGE)) {
            lines.add("usage: " + response.usage().inputTokens() + " in, "
                    + response.usage().outputTokens() + " out");
        }
        return lines;
    }

    private static String json(String arguments) {
        try {
            return Json.text(Json.parse(arguments));
        } catch (GatewayException truncated) {
            return arguments;
        }
    }
}
