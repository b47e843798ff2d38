package dev.aiproxy.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.Part.ToolCall;
import dev.aiproxy.api.chat.Part.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConversationsTest {
    private static final Message SYSTEM = Message.text(Role.SYSTEM, "s");
    private static final Message DEVELOPER = Message.text(Role.DEVELOPER, "d");
    private static final Message USER = Message.text(Role.USER, "u");
    private static final Message CALLS =
            Message.of(Role.ASSISTANT, List.of(ToolCall.of("a", "first", "{}"), ToolCall.of("b", "second", "{}")));

    @Test
    void instructionsAreTakenOutInOrder() {
        var split = Conversations.split(List.of(SYSTEM, USER, DEVELOPER, CALLS));

        assertThat(split.instructions()).containsExactly(SYSTEM, DEVELOPER);
        assertThat(split.turns()).containsExactly(USER, CALLS);
    }

    @Test
    void neighboursOfOneRoleBecomeOneMessage() {
        Message named = new Message(Role.USER, List.of(Part.Text.of("v")), "eve");

        List<Message> merged = Conversations.merge(List.of(USER, named, CALLS, results("a"), results("b"), USER));

        assertThat(merged)
                .containsExactly(
                        Message.of(Role.USER, List.of(Part.Text.of("u"), Part.Text.of("v"))),
                        CALLS,
                        results("a", "b"),
                        USER);
    }

    @Test
    void onlyToolMessagesAreMergedIfAsked() {
        List<Message> merged = Conversations.mergeTools(List.of(USER, USER, CALLS, results("a"), results("b")));

        assertThat(merged).containsExactly(USER, USER, CALLS, results("a", "b"));
    }

    @Test
    void resultsFollowTheOrderOfTheirCalls() {
        // Q-CG-4; a result without a call stays, behind the others
        List<Message> ordered = Conversations.orderResults(List.of(USER, CALLS, results("x", "b"), results("a"), USER));

        assertThat(ordered).containsExactly(USER, CALLS, results("a", "b", "x"), USER);
    }

    @Test
    void lastOfSeveralResultsForOneCallCounts() {
        // Q-CC-17
        Message later = Message.of(Role.TOOL, List.of(result("a", "later")));

        List<Message> ordered = Conversations.orderResults(List.of(CALLS, results("a", "b"), later));

        assertThat(ordered)
                .containsExactly(CALLS, Message.of(Role.TOOL, List.of(result("a", "later"), result("b", "ok"))));
    }

    @Test
    void toolNameIsFoundByCallId() {
        // Q-CG-3
        List<Message> messages = List.of(USER, CALLS, results("a", "b"));

        assertThat(Conversations.toolName(messages, "b")).hasValue("second");
        assertThat(Conversations.toolName(messages, "c")).isEmpty();
    }

    @Test
    void resultsAreNamedAfterTheNearestCallBeforeThem() {
        // compatible servers count their ids anew in each turn
        Message again = Message.of(Role.ASSISTANT, List.of(ToolCall.of("a", "third", "{}")));
        Message stated = Message.of(Role.TOOL, List.of(new ToolResult("a", "own", List.of(), false, null, null)));

        List<Message> named = Conversations.nameResults(List.of(CALLS, results("a", "x"), again, results("a"), stated));

        assertThat(named)
                .flatExtracting(Message::parts)
                .filteredOn(ToolResult.class::isInstance)
                .extracting(part -> ((ToolResult) part).name())
                .containsExactly("first", null, "third", "own");
    }

    @Test
    void callsWithoutResultsAndResultsWithoutCallsAreFound() {
        List<Message> messages = List.of(results("b"), CALLS, results("a", "c"));

        assertThat(Conversations.unanswered(messages)).extracting(ToolCall::id).containsExactly("b");
        assertThat(Conversations.orphans(messages))
                .extracting(ToolResult::callId)
                .containsExactly("b", "c");
    }

    @Test
    void legalToolIdIsLeftAlone() {
        assertThat(Conversations.toolId("call_9-Z", 64)).isEqualTo("call_9-Z");
    }

    @Test
    void illegalToolIdIsRewrittenTheSameWayEachTime() {
        // Q-CC-7, W-CL-4
        String wire = Conversations.toolId("llm_version:0", 64);

        assertThat(wire).matches("llm_version_0_[a-z0-9]{13}").isEqualTo(Conversations.toolId("llm_version:0", 64));
        assertThat(wire).isNotEqualTo(Conversations.toolId("llm_version.0", 64));
    }

    @Test
    void longToolIdIsShortened() {
        // W-CH-12
        String wire = Conversations.toolId("x".repeat(300), 40);

        assertThat(wire).hasSize(40).isNotEqualTo(Conversations.toolId("x".repeat(301), 40));
    }

    @Test
    void emptyToolIdBecomesLegal() {
        assertThat(Conversations.toolId("", 40)).matches("[a-zA-Z0-9_-]+");
    }

    private static Message results(String... callIds) {
        return Message.of(
                Role.TOOL,
                java.util.Arrays.stream(callIds)
                        .<Part>map(id -> result(id, "ok"))
                        .toList());
    }

    private static ToolResult result(String callId, String text) {
        return new ToolResult(callId, null, List.of(Part.Text.of(text)), false, null, null);
    }
}
