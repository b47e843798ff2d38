package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.Json;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the calls of one candidate. Arguments come whole in {@code args}, or in pieces: a call with {@code willContinue} is
 * continued by nameless ones with {@code partialArgs}, up to one without {@code willContinue} (S-GC-7).
 */
final class CallReader {
    private final int choice;
    private final Calls calls;
    private int count;
    private @Nullable PartialArguments partial;

    CallReader(int choice, Calls calls) {
        this.choice = choice;
        this.calls = calls;
    }

    boolean any() {
        return count > 0;
    }

    void read(JsonNode call, @Nullable Signature signature, Consumer<ChatEvent> sink) {
        String name = call.path("name").asString("");
        if (!name.isEmpty()) {
            complete(sink);
            sink.accept(new ChatEvent.ToolCallStart(choice, count++, calls.id(call.path("id")), calls.name(name)));
            partial = new PartialArguments();
        }
        PartialArguments arguments = partial;
        if (arguments == null) {
            return;
        }
        arguments.whole(call.path("args"));
        call.path("partialArgs").forEach(arguments::add);
        if (signature != null) {
            sink.accept(new ChatEvent.PartSignature(choice, count - 1, signature));
        }
        if (!call.path("willContinue").asBoolean(false)) {
            complete(sink);
        }
    }

    /** Ends the call that is still open, if there is one. */
    void complete(Consumer<ChatEvent> sink) {
        if (partial != null) {
            sink.accept(new ChatEvent.ToolCallDelta(choice, count - 1, Json.text(partial.value())));
            sink.accept(new ChatEvent.PartEnd(choice));
            partial = null;
        }
    }
}
