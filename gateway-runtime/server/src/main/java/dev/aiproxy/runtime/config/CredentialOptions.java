package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Headers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The runtime's own options of each credential. */
final class CredentialOptions {
    static final OptionDef<Secret> API_KEY = OptionDef.of("api-key", OptionTypes.key(), "The provider's key");
    static final OptionDef<String> NAME = OptionDef.of(
            "name",
            OptionTypes.textMatching(
                    "[\\p{L}\\p{N}][\\p{L}\\p{N} ._@/-]{0,63}",
                    "up to 64 letters, digits, spaces and . _ @ / -, beginning with a letter or digit"),
            "The name in logs, metrics and the admin API");
    static final OptionDef<URI> BASE_URL =
            OptionDef.of("base-url", OptionTypes.baseUrl(), "Where the provider is; a trailing slash does not matter");
    static final OptionDef<String> PREFIX = OptionDef.of(
            "prefix",
            OptionTypes.textMatching("\\S+", "text without spaces"),
            "What clients put before a model to choose this credential");
    static final OptionDef<List<ModelMapping>> MODELS = OptionDef.of(
                    "models", new ModelsType(), "The models served; without any, all of the provider's")
            .withDefault("[]");
    static final OptionDef<List<String>> EXCLUDED_MODELS = OptionDef.of(
                    "excluded-models", OptionTypes.texts(), "Models not served; * stands for any characters")
            .withDefault("[]");
    static final OptionDef<Headers> HEADERS = OptionDef.of(
                    "headers", new HeadersType(), "Headers sent to the provider with each request")
            .withDefault("{}");
    static final OptionDef<ProxyChoice> PROXY_URL =
            OptionDef.of("proxy-url", OptionTypes.proxy(), "The proxy for this credential, instead of the one for all");
    static final OptionDef<Duration> CONNECT_TIMEOUT = OptionDef.of(
            "connect-timeout", OptionTypes.connectPatience(), "How long a connection may take, for this credential");
    static final OptionDef<Duration> REQUEST_TIMEOUT = OptionDef.of(
            "request-timeout",
            OptionTypes.requestPatience(),
            "How long the provider may be silent, for this credential");
    static final OptionDef<Boolean> DISABLED = OptionDef.of(
                    "disabled", OptionTypes.bool(), "Keeps the entry without using it")
            .withDefault("false");

    static final OptionDef<Long> PRIORITY = OptionDef.of(
                    "priority",
                    OptionTypes.integer(-1000, 1000),
                    "Credentials of a higher priority are used first; the others when those cannot serve")
            .withDefault("0");
    static final OptionDef<Long> WEIGHT = OptionDef.of(
                    "weight",
                    OptionTypes.integer(1, 100),
                    "The share of requests among credentials of the same priority, for round-robin")
            .withDefault("1");
    static final OptionDef<Boolean> DISCOVER_MODELS = OptionDef.of(
                    "discover-models",
                    OptionTypes.bool(),
                    "Whether the provider is asked for its models if the credential lists none")
            .withDefault("true");

    private CredentialOptions() {}

    /**
     * Every option of a provider's credentials.
     *
     * @throws IllegalArgumentException if the spec declares an option twice, or one of the runtime's
     */
    static OptionTable table(ProviderSpec spec) {
        List<OptionDef<?>> options = new ArrayList<>();
        if (spec.apiKey() != ApiKeyUse.NONE) {
            options.add(spec.apiKey() == ApiKeyUse.REQUIRED ? API_KEY.asRequired() : API_KEY);
        }
        boolean addressed = spec.defaultBaseUrl() != null || spec.apiKey() == ApiKeyUse.NONE;
        options.add(NAME);
        options.add(addressed ? BASE_URL : BASE_URL.asRequired());
        options.addAll(List.of(PREFIX, MODELS, EXCLUDED_MODELS, DISCOVER_MODELS, PRIORITY, WEIGHT, HEADERS));
        options.addAll(List.of(PROXY_URL, CONNECT_TIMEOUT, REQUEST_TIMEOUT, DISABLED));
        for (OptionSpec option : spec.credentialOptions()) {
            options.add(OptionDef.of(option));
        }
        return new OptionTable(options);
    }
}
