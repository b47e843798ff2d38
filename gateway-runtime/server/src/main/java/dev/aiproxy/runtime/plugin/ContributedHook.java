package dev.aiproxy.runtime.plugin;

import java.util.List;

/**
 * A hook that a plugin brings: it takes part in what others do, so it claims nothing.
 *
 * @param <S> what kind of hook it is
 * @param plugin whose it is
 * @param type the interface of {@code gateway-api}
 * @param service the one instance of this loaded plugin, not behind its guard
 */
public record ContributedHook<S>(LoadedPlugin plugin, Class<S> type, S service) implements Contribution {
    @Override
    public List<String> claims() {
        return List.of();
    }

    /** What the operator is shown. */
    String label() {
        return type.getSimpleName() + " " + service.getClass().getName();
    }

    <T> boolean is(Class<T> kind) {
        return type.equals(kind);
    }
}
