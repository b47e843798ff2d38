package dev.aiproxy.plugin.ollama;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.ollama.chat.OllamaFormat;
import dev.aiproxy.plugin.ollama.error.OllamaErrors;
import dev.aiproxy.plugin.ollama.models.OllamaModels;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The native API of Ollama (https://docs.ollama.com/api), where a request that says nothing of a stream wants one. */
public final class OllamaTranslator implements Translator {
    static final WireFormat FORMAT = OllamaFormat.ID;

    private final ChatCodec chat = new OllamaFormat();
    private final ModelsCodec models = new OllamaModels();

    @Override
    public WireFormat format() {
        return FORMAT;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        "POST",
                        "/api/chat",
                        Operation.CHAT,
                        new Endpoint.ModelLocation.BodyMember("model"),
                        new Endpoint.StreamMode.BodyMember("stream", true),
                        null),
                Endpoint.get("/api/tags", Operation.MODELS),
                Endpoint.get(OllamaModels.VERSION_PATH, Operation.MODELS));
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(chat);
    }

    @Override
    public Optional<ModelsCodec> models() {
        return Optional.of(models);
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return OllamaErrors.read(status, body);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(error.status(), Headers.none(), OllamaErrors.write(error));
    }
}
