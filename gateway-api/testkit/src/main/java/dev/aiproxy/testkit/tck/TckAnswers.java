package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.chat.FinishReason;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that a provider of any format may give. */
final class TckAnswers {
    private static final Usage USAGE = Usage.of(9, 5);

    private TckAnswers() {}

    /** Answers of text, by what is special about each. */
    static Map<String, ChatResponse> texts() {
        Map<String, ChatResponse> all = new LinkedHashMap<>();
        all.put("a word", answer(FinishReason.STOP, Part.Text.of("Hi")));
        all.put("odd characters", answer(FinishReason.STOP, Part.Text.of("\"\\/\n\t\u2028 data: \uD83D\uDE00 [DONE]")));
        all.put("nothing", answer(FinishReason.STOP));
        all.put("a text cut off", answer(FinishReason.LENGTH, Part.Text.of("Hi")));
        all.put("thinking", answer(FinishReason.STOP, new Part.Reasoning("hm", null), Part.Text.of("Hi")));
        return all;
    }

    /** Answers that call tools. */
    static Map<String, ChatResponse> calls() {
        Map<String, ChatResponse> all = new LinkedHashMap<>();
        all.put("a call", answer(FinishReason.TOOL_CALLS, call(1, "{\"a\":\"Oslo\",\"b\":[1]}")));
        all.put(
                "two calls",
                answer(FinishReason.TOOL_CALLS, Part.Text.of("So"), call(1, "{\"a\":1}"), call(2, "{\"a\":2}")));
        return all;
    }

    private static Part call(int number, String arguments) {
        return Part.ToolCall.of("call_" + number, "weather", arguments);
    }

    private static ChatResponse answer(FinishReason reason, Part... parts) {
        return new ChatResponse(
                "answer-1",
                "upstream-model",
                1_700_000_000L,
                List.of(new ChatResponse.Choice(0, List.of(parts), reason, null)),
                USAGE);
    }

    /** Two calls whose arguments come in turns. */
    static List<ChatEvent> interleavedCalls() {
        return List.of(
                new ChatEvent.Start("answer-1", "upstream-model", 1_700_000_000L),
                new ChatEvent.ToolCallStart(0, 0, "call_1", "weather"),
                new ChatEvent.ToolCallStart(0, 1, "call_2", "weather"),
                new ChatEvent.ToolCallDelta(0, 1, "{\"a\":"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"a\":1"),
                new ChatEvent.ToolCallDelta(0, 1, "2}"),
                new ChatEvent.ToolCallDelta(0, 0, "}"),
                new ChatEvent.Finish(0, FinishReason.TOOL_CALLS, null),
                new ChatEvent.UsageReport(USAGE),
                new ChatEvent.End());
    }
}
