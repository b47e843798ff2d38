package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.OptionSpec.Type;
import dev.aiproxy.api.provider.ProviderSpec;
import java.util.List;

/** Providers as plugins would declare them. */
final class Specs {
    static final ProviderSpec OPENAI = ProviderSpec.builder("openai")
            .defaultBaseUrl("https://api.openai.com")
            .environmentKey("OPENAI_API_KEY")
            .credentialOptions(OptionSpec.optional("organization", Type.STRING, "The organization to bill"))
            .build();
    static final ProviderSpec COMPAT = ProviderSpec.builder("openai-compat")
            .configSection("openai-compatibility")
            .apiKey(ApiKeyUse.OPTIONAL)
            .build();
    static final ProviderSpec ECHO = ProviderSpec.builder("echo")
            .configSection("echo")
            .apiKey(ApiKeyUse.NONE)
            .credentialOptions(OptionSpec.optional("delay", Type.DURATION, "Between two words")
                    .withDefault("0"))
            .build();
    /** One option of every type. */
    static final ProviderSpec ACME = ProviderSpec.builder("acme")
            .defaultBaseUrl("https://acme.example")
            .topLevelOptions(
                    OptionSpec.optional("acme-region", Type.STRING, "Region")
                            .withAllowed("eu", "us")
                            .withDefault("eu"),
                    OptionSpec.optional("acme-headers", Type.HEADERS, "Headers of all"))
            .credentialOptions(
                    OptionSpec.required("account", Type.STRING, "Account"),
                    OptionSpec.optional("token", Type.SECRET, "Second key"),
                    OptionSpec.optional("depth", Type.INT, "Depth").withDefault("3"),
                    OptionSpec.optional("level", Type.INT, "Level").withAllowed("1", "2"),
                    OptionSpec.optional("eager", Type.BOOL, "Eager").withDefault("false"),
                    OptionSpec.optional("patience", Type.DURATION, "Patience"),
                    OptionSpec.optional("callback", Type.URI, "Callback"),
                    OptionSpec.optional("certificate", Type.FILE, "Certificate"),
                    OptionSpec.optional("zones", Type.LIST, "Zones")
                            .withAllowed("north", "south")
                            .withDefault("[north]"),
                    OptionSpec.optional("cache.size", Type.INT, "Size").withDefault("7"),
                    OptionSpec.optional("cache.mode", Type.STRING, "Mode").withAllowed("fast", "small"),
                    OptionSpec.optional("tags", Type.MAP, "Tags"),
                    OptionSpec.optional("extra", Type.OBJECT, "Extra"))
            .build();

    static final ConfigSchema SCHEMA = ConfigSchema.of(List.of(OPENAI, COMPAT, ECHO, ACME));

    private Specs() {}
}
