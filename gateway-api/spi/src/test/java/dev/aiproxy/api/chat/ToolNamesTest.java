package dev.aiproxy.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** T-SC-5. */
final class ToolNamesTest {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final String LONG = "mcp__" + "x".repeat(100);

    @Test
    void legalNameIsLeftAlone() {
        ToolNames names = ToolNames.of(request("get_weather"), LEGAL, 64);

        assertThat(names.toWire("get_weather")).isEqualTo("get_weather");
        assertThat(names.fromWire("get_weather")).isEqualTo("get_weather");
    }

    @Test
    void longNameIsShortenedAndRestored() {
        ToolNames names = ToolNames.of(request(LONG, LONG + "y"), LEGAL, 64);

        String wire = names.toWire(LONG);

        assertThat(wire).hasSize(64).startsWith("mcp__").matches(LEGAL).isNotEqualTo(names.toWire(LONG + "y"));
        assertThat(names.fromWire(wire)).isEqualTo(LONG);
    }

    @Test
    void illegalNameIsReplacedAndRestored() {
        ToolNames names = ToolNames.of(request("größe.von", "9 lives", ""), LEGAL, 64);

        for (String name : List.of("größe.von", "9 lives", "")) {
            assertThat(names.toWire(name)).matches("[a-zA-Z_][a-zA-Z0-9_-]*");
            assertThat(names.fromWire(names.toWire(name))).isEqualTo(name);
        }
    }

    @Test
    void wireNameDoesNotDependOnTheOtherNames() {
        String alone = ToolNames.of(request(LONG), LEGAL, 64).toWire(LONG);

        assertThat(ToolNames.of(request("a", LONG, "b"), LEGAL, 64).toWire(LONG))
                .isEqualTo(alone);
    }

    @Test
    void nameThatLooksLikeAShortenedOneIsKeptApart() {
        String taken = ToolNames.of(request(LONG), LEGAL, 64).toWire(LONG);

        ToolNames names = ToolNames.of(request(LONG, taken), LEGAL, 64);

        assertThat(names.toWire(taken)).isEqualTo(taken);
        assertThat(names.fromWire(taken)).isEqualTo(taken);
        assertThat(names.fromWire(names.toWire(LONG))).isEqualTo(LONG);
    }

    @Test
    void namesOfHistoryAndChoiceAreKnown() {
        Message call = Message.of(Role.ASSISTANT, List.of(Part.ToolCall.of("1", LONG, "{}")));
        ChatRequest request = ChatRequest.of(List.of(call))
                .withTooling(new Tooling(List.of(), new ToolChoice.Named(LONG + "2"), null));

        ToolNames names = ToolNames.of(request, LEGAL, 64);
        String other = ToolNames.of(request(LONG), LEGAL, 64).toWire(LONG);

        assertThat(names.fromWire(other)).isEqualTo(LONG);
        assertThat(names.fromWire(names.toWire(LONG + "2"))).isEqualTo(LONG + "2");
    }

    @Test
    void nameThatTheModelMadeUpIsLeftAlone() {
        assertThat(ToolNames.of(request(), LEGAL, 64).fromWire("made_up")).isEqualTo("made_up");
    }

    private static ChatRequest request(String... functions) {
        List<Tool> tools = new ArrayList<>();
        for (String name : functions) {
            tools.add(new Tool.Function(name, null, null, null, null));
        }
        return ChatRequest.of(List.of()).withTooling(new Tooling(tools, null, null));
    }
}
