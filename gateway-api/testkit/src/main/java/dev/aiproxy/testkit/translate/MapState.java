package dev.aiproxy.testkit.translate;

import dev.aiproxy.api.translate.OpaqueState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Forgets nothing. */
final class MapState implements OpaqueState {
    private final Map<String, String> values = new HashMap<>();

    @Override
    public void put(String key, String value) {
        values.put(key, value);
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
