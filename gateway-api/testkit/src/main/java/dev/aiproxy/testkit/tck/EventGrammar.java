package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with events after the grammar that {@link ChatEvent} states. Serves one list. */
final class EventGrammar implements ChatEvent.Visitor<Boolean> {
    private static final Boolean SEEN = true;

    private final List<String> violations = new ArrayList<>();
    private final Set<Integer> calls = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private boolean started;
    private boolean over;
    private int index;

    private EventGrammar() {}

    /** Everything wrong with a whole stream; empty if it is legal. */
    static List<String> violations(List<ChatEvent> events) {
        EventGrammar grammar = new EventGrammar();
        for (ChatEvent event : events) {
            grammar.take(event);
        }
        if (!grammar.over) {
            grammar.violations.add("the last event is neither End nor Failed");
        }
        return grammar.violations;
    }

    /** Everything wrong with the events of a local provider, which may leave the end to the gateway. */
    static List<String> violationsWithoutEnd(List<ChatEvent> events) {
        List<ChatEvent> ended = new ArrayList<>(events);
        boolean open = events.isEmpty()
                || !(last(events) instanceof ChatEvent.End || last(events) instanceof ChatEvent.Failed);
        if (open) {
            ended.add(new ChatEvent.End());
        }
        return violations(ended);
    }

    static ChatEvent last(List<ChatEvent> events) {
        if (events.isEmpty()) {
            throw new AssertionError("there are no events");
        }
        return events.get(events.size() - 1);
    }

    private void take(ChatEvent event) {
        require(!over, event, "comes after the end");
        boolean head = event instanceof ChatEvent.Start || event instanceof ChatEvent.Failed;
        require(started || head, event, "comes before Start");
        event.accept(this);
        index++;
    }

    private void require(boolean holds, ChatEvent event, String otherwise) {
        if (!holds) {
            violations.add("event " + index + ", " + event.getClass().getSimpleName() + ", " + otherwise);
        }
    }

    private Boolean filled(ChatEvent event, String text) {
        require(!text.isEmpty(), event, "is empty");
        return SEEN;
    }

    @Override
    public Boolean start(ChatEvent.Start event) {
        require(!started, event, "is the second");
        started = true;
        return SEEN;
    }

    @Override
    public Boolean text(ChatEvent.TextDelta event) {
        return filled(event, event.text());
    }

    @Override
    public Boolean reasoning(ChatEvent.ReasoningDelta event) {
        return filled(event, event.text());
    }

    @Override
    public Boolean refusal(ChatEvent.RefusalDelta event) {
        return filled(event, event.text());
    }

    @Override
    public Boolean signature(ChatEvent.PartSignature event) {
        require(event.call() < 0 || calls.contains(event.call()), event, "belongs to a call that did not begin");
        return SEEN;
    }

    @Override
    public Boolean wholePart(ChatEvent.WholePart event) {
        return SEEN;
    }

    @Override
    public Boolean citation(ChatEvent.CitationAdded event) {
        return SEEN;
    }

    @Override
    public Boolean toolCallStart(ChatEvent.ToolCallStart event) {
        require(calls.add(event.call()), event, "begins call " + event.call() + " again");
        return filled(event, event.id());
    }

    @Override
    public Boolean toolCallDelta(ChatEvent.ToolCallDelta event) {
        require(calls.contains(event.call()), event, "belongs to a call that did not begin");
        return filled(event, event.arguments());
    }

    @Override
    public Boolean partEnd(ChatEvent.PartEnd event) {
        return SEEN;
    }

    @Override
    public Boolean finish(ChatEvent.Finish event) {
        require(finished.add(event.choice()), event, "finishes choice " + event.choice() + " again");
        return SEEN;
    }

    @Override
    public Boolean usage(ChatEvent.UsageReport event) {
        return SEEN;
    }

    @Override
    public Boolean end(ChatEvent.End event) {
        over = true;
        return SEEN;
    }

    @Override
    public Boolean failed(ChatEvent.Failed event) {
        over = true;
        require(
                event.error().status() >= 400,
                event,
                "has the status " + event.error().status());
        return filled(event, event.error().message());
    }
}
