package dev.aiproxy.runtime.routing;

import java.time.Clock;

/** What routing remembers over all snapshots; one per process. Thread-safe. */
public final class RoutingMemory {
    private final Health health;
    private final Turns turns = new Turns();
    private final DiscoveredModels discovered;

    /** @param clock tells how long cooldowns last, and how long what providers named */
    public RoutingMemory(Clock clock) {
        this.health = new Health(clock);
        this.discovered = new DiscoveredModels(clock);
    }

    /** What has failed; an operator may look at it and reset it. */
    public Health health() {
        return health;
    }

    /** What providers said that they serve. */
    public DiscoveredModels discovered() {
        return discovered;
    }

    Turns turns() {
        return turns;
    }
}
