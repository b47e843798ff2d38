package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Secret;
import org.jspecify.annotations.Nullable;

/** A key that is only compared, so only its hash is kept. */
record KeyHashType() implements OptionType<KeyHash> {
    private static final OptionType<Secret> KEY = OptionTypes.key();

    @Override
    public String expects() {
        return KEY.expects();
    }

    @Override
    public @Nullable KeyHash read(YamlNode node, Place place) {
        Secret key = KEY.read(node, place);
        return key == null ? null : KeyHash.of(key.reveal());
    }
}
