package dev.aiproxy.api.provider;

import dev.aiproxy.api.wire.WireFormat;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is and how it is configured. The options that every credential has ({@code name}, {@code base-url},
 * {@code prefix}, {@code models}, {@code excluded-models}, {@code headers}, {@code disabled} and more) are the
 * runtime's; a spec only adds to them.
 *
 * @param id lower-case letters, digits and dashes; unique among all plugins
 * @param configSection the top-level key of the configuration file that lists its credentials, such as {@code acme-api-key}
 * @param apiKey whether a credential has an {@code api-key}
 * @param defaultBaseUrl used by credentials without {@code base-url}; null if each must give one (or none is needed)
 * @param environmentKey the environment variable whose value becomes a credential when there is no configuration file, null for
 *     none
 * @param needs wire formats that must be there; if one is missing, the plugin is refused and the format named
 * @param topLevelOptions options at the top of the configuration file
 * @param credentialOptions further options of each credential
 */
public record ProviderSpec(
        String id,
        String configSection,
        ApiKeyUse apiKey,
        @Nullable URI defaultBaseUrl,
        @Nullable String environmentKey,
        Set<WireFormat> needs,
        List<OptionSpec> topLevelOptions,
        List<OptionSpec> credentialOptions) {
    /**
     * Checks the names and copies the collections.
     *
     * @throws IllegalArgumentException if the id or the section is not spelt as demanded above
     */
    public ProviderSpec {
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("not a provider id: '" + id + "'");
        }
        if (!configSection.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not a configuration section: '" + configSection + "'");
        }
        needs = Set.copyOf(needs);
        topLevelOptions = List.copyOf(topLevelOptions);
        credentialOptions = List.copyOf(credentialOptions);
    }

    /** A spec to be completed. */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** Starts from: section {@code <id>-api-key}, key required, no base URL, no needs, no options. */
    public static final class Builder {
        private final String id;
        private String configSection;
        private ApiKeyUse apiKey = ApiKeyUse.REQUIRED;
        private @Nullable URI defaultBaseUrl;
        private @Nullable String environmentKey;
        private Set<WireFormat> needs = Set.of();
        private List<OptionSpec> topLevelOptions = List.of();
        private List<OptionSpec> credentialOptions = List.of();

        private Builder(String id) {
            this.id = id;
            this.configSection = id + "-api-key";
        }

        /** Another section than {@code <id>-api-key}. */
        public Builder configSection(String section) {
            configSection = section;
            return this;
        }

        /** Whether credentials carry a key; {@link ApiKeyUse#REQUIRED} unless said otherwise. */
        public Builder apiKey(ApiKeyUse use) {
            apiKey = use;
            return this;
        }

        /**
         * Where the provider is unless a credential says otherwise.
         *
         * @param url absolute, http or https
         * @throws IllegalArgumentException if it is no URI
         */
        public Builder defaultBaseUrl(String url) {
            defaultBaseUrl = URI.create(url);
            return this;
        }

        /** The environment variable that makes a credential when there is no configuration file. */
        public Builder environmentKey(String variable) {
            environmentKey = variable;
            return this;
        }

        /** The wire formats without which the plugin cannot work. */
        public Builder needs(WireFormat... formats) {
            needs = Set.of(formats);
            return this;
        }

        /** Options at the top of the configuration file; replaces those set before. */
        public Builder topLevelOptions(OptionSpec... options) {
            topLevelOptions = List.of(options);
            return this;
        }

        /** Options of each credential, besides those that all have; replaces those set before. */
        public Builder credentialOptions(OptionSpec... options) {
            credentialOptions = List.of(options);
            return this;
        }

        /**
         * The finished spec.
         *
         * @throws IllegalArgumentException as the constructor
         */
        public ProviderSpec build() {
            return new ProviderSpec(
                    id,
                    configSection,
                    apiKey,
                    defaultBaseUrl,
                    environmentKey,
                    needs,
                    topLevelOptions,
                    credentialOptions);
        }
    }
}
