package dev.aiproxy.runtime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The list {@code api-keys}; of a key that stands twice the first entry counts. */
record ClientKeysType() implements OptionType<List<ClientKey>> {
    private static final ListType<ClientKey> LIST = new ListType<>(new ClientKeyType());

    @Override
    public String expects() {
        return LIST.expects();
    }

    @Override
    public @Nullable List<ClientKey> read(YamlNode node, Place place) {
        List<ClientKey> keys = LIST.read(node, place);
        if (keys != null) {
            Map<KeyHash, ClientKey> seen = new HashMap<>();
            for (ClientKey key : keys) {
                ClientKey first = seen.putIfAbsent(key.hash(), key);
                if (first != null) {
                    place.warn(node.at(), key.name() + " is ignored: the same key as " + first.name());
                }
            }
        }
        return keys;
    }

    @Override
    public ObjectNode schema() {
        return LIST.schema();
    }
}
