package dev.aiproxy.bench.micro;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.Optional;

/** Stands behind candidates that are only picked. */
final class NoProvider implements HttpProvider {
    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String model) {
        return Optional.empty();
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        throw new IllegalStateException("nobody calls it");
    }
}
