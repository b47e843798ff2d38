package dev.aiproxy.runtime.routing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ways to choose that are built in. */
public final class Strategies {
    private static final Map<String, Strategy> BUILT_IN = Map.of("round-robin", Tier::turn, "fill-first", tier -> 0);

    private Strategies() {}

    /** The names of those that are built in. */
    public static Set<String> names() {
        return BUILT_IN.keySet();
    }

    /** The one with this name; empty if there is none. */
    public static Optional<Strategy> named(String name) {
        return Optional.ofNullable(BUILT_IN.get(name));
    }
}
