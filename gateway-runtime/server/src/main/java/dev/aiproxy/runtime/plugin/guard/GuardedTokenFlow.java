package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.wire.ResponseHead;
import java.nio.ByteBuffer;

/** A plugin's token flow behind its guard, with each of its steps. */
record GuardedTokenFlow(PluginGuard guard, TokenFlow plugin) implements TokenFlow {
    @Override
    public Step start() {
        return guarded(guard, guard.call("start", TokenFlow::start, plugin));
    }

    private static Step guarded(PluginGuard guard, Step step) {
        return new Step(step.request(), step.body(), new GuardedReader(guard, step.reader()));
    }

    private record GuardedReader(PluginGuard guard, AnswerReader plugin) implements AnswerReader {
        @Override
        public Outcome read(ResponseHead head, ByteBuffer body) {
            Outcome outcome = guard.call("read", AnswerReader::read, plugin, head, body);
            return outcome instanceof Outcome.Next next ? new Outcome.Next(guarded(guard, next.step())) : outcome;
        }
    }
}
