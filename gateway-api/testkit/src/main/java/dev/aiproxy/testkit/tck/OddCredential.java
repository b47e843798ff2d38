package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import java.net.URI;
import java.util.Optional;

/** A credential whose key looks like none. */
record OddCredential(Credential right) implements Credential {
    static final String KEY = "tck odd key";

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public Optional<Secret> apiKey() {
        return right.apiKey().map(key -> Secret.of(KEY));
    }

    @Override
    public URI baseUrl() {
        return right.baseUrl();
    }

    @Override
    public Options options() {
        return right.options();
    }
}
