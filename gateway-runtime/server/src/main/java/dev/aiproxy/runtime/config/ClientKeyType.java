package dev.aiproxy.runtime.config;

import org.jspecify.annotations.Nullable;

/** An entry of {@code api-keys}; named after its place in the list. */
record ClientKeyType() implements OptionType<ClientKey> {
    private static final OptionType<KeyHash> KEY = new KeyHashType();

    @Override
    public String expects() {
        return KEY.expects();
    }

    @Override
    public @Nullable ClientKey read(YamlNode node, Place place) {
        KeyHash hash = KEY.read(node, place);
        return hash == null ? null : new ClientKey(place.path(), hash);
    }
}
