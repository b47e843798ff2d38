package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The model stands in the path, the version in the query, and the key in a header of the vendor's own. */
public final class AzureShape implements ProviderFactory {
    private static final WireFormat CHAT = WireFormat.of("openai");

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("azure-shape")
                .needs(CHAT)
                .credentialOptions(
                        OptionSpec.required("api-version", OptionSpec.Type.STRING, "The API's version."),
                        OptionSpec.optional("preview", OptionSpec.Type.BOOL, "Whether previews are used.")
                                .withDefault("false"),
                        OptionSpec.optional("hold", OptionSpec.Type.DURATION, "How long to wait for capacity."),
                        OptionSpec.optional("regions", OptionSpec.Type.LIST, "Where it may run."))
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Azure();
    }

    static final class Azure implements HttpProvider {
        @Override
        public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
            return operation.equals(Operation.CHAT) ? Optional.of(CHAT) : Optional.empty();
        }

        @Override
        public Optional<String> modelMember(UpstreamCall call) {
            return Optional.empty();
        }

        @Override
        public UpstreamRequest prepare(UpstreamCall call) {
            Credential credential = call.credential();
            var options = credential.options();
            String path = "/openai/deployments/%s/chat/completions?api-version=%s"
                    .formatted(call.upstreamModel(), options.get("api-version", String.class));
            Duration hold = options.find("hold", Duration.class).orElse(Duration.ZERO);
            List<?> regions = options.find("regions", List.class).orElse(List.of());
            return UpstreamRequest.postJson(
                    URI.create(credential.baseUrl() + path),
                    "api-key",
                    credential.apiKey().orElseThrow().reveal(),
                    "x-preview",
                    options.get("preview", Boolean.class).toString(),
                    "x-hold-ms",
                    Long.toString(hold.toMillis()),
                    "x-regions",
                    String.join("+", regions.stream().map(String::valueOf).toList()));
        }
    }
}
