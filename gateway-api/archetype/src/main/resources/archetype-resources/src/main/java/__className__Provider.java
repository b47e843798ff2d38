package ${package};

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.util.Optional;

/** A provider that speaks OpenAI Chat Completions. */
final class ${className}Provider implements HttpProvider {
    static final WireFormat CHAT = WireFormat.of("openai");

    @Override
    public boolean claims(String model) {
        return model.startsWith("${pluginId}-");
    }

    @Override
    public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
        return operation.equals(Operation.CHAT) ? Optional.of(CHAT) : Optional.empty();
    }

    @Override
    public UpstreamRequest prepare(UpstreamCall call) {
        Credential credential = call.credential();
        String key = credential.apiKey().orElseThrow().reveal();
        return UpstreamRequest.postJson(
                credential.resolve("v1", "chat/completions"), "authorization", "Bearer " + key);
    }
}
