package dev.aiproxy.dist.shapes;

import dev.aiproxy.api.provider.ApiKeyUse;
import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A wire format of its own, streamed as NDJSON. */
public final class LinesShape implements ProviderFactory {
    private static final WireFormat LINES = WireFormat.of("lines");

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("lines-shape")
                .apiKey(ApiKeyUse.OPTIONAL)
                .needs(LINES)
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Lines();
    }

    static final class Lines implements HttpProvider {
        @Override
        public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
            return operation.equals(Operation.CHAT) ? Optional.of(LINES) : Optional.empty();
        }

        @Override
        public void shape(ObjectNode body, UpstreamCall call) {
            body.put("shaped", true);
        }

        @Override
        public UpstreamRequest prepare(UpstreamCall call) {
            return UpstreamRequest.postJson(URI.create(call.credential().baseUrl() + "/say"));
        }
    }
}
