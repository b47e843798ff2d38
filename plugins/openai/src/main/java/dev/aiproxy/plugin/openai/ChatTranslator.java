package dev.aiproxy.plugin.openai;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.EmbeddingsCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.openai.chat.ChatFormat;
import dev.aiproxy.plugin.openai.completions.UsageTap;
import dev.aiproxy.plugin.openai.embed.OpenAiEmbeddings;
import dev.aiproxy.plugin.openai.error.OpenAiErrors;
import dev.aiproxy.plugin.openai.models.OpenAiModels;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The wire format of OpenAI's chat completions. */
public final class ChatTranslator implements Translator {
    static final WireFormat FORMAT = ChatFormat.ID;

    private static final String MODEL = "model";

    private final ChatCodec chat = new ChatFormat();
    private final EmbeddingsCodec embeddings = new OpenAiEmbeddings();
    private final ModelsCodec models = new OpenAiModels();

    @Override
    public WireFormat format() {
        return FORMAT;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/chat/completions", Operation.CHAT),
                Endpoint.post("/v1/completions", Operation.COMPLETIONS),
                new Endpoint(
                        "POST",
                        "/v1/embeddings",
                        Operation.EMBEDDINGS,
                        new Endpoint.ModelLocation.BodyMember(MODEL),
                        new Endpoint.StreamMode.Never(),
                        null),
                Endpoint.get("/v1/models", Operation.MODELS),
                new Endpoint(
                        "GET",
                        "/v1/models/{" + MODEL + "}",
                        Operation.MODELS,
                        new Endpoint.ModelLocation.PathVariable(MODEL),
                        new Endpoint.StreamMode.Never(),
                        null));
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(chat);
    }

    @Override
    public Optional<EmbeddingsCodec> embeddings() {
        return Optional.of(embeddings);
    }

    @Override
    public Optional<PassthroughTap> tap(RequestFacts facts, TargetFacts target) {
        boolean chats = facts.endpoint().operation().equals(Operation.CHAT);
        return Optional.of(chats ? chat.tap(facts, target) : new UsageTap());
    }

    @Override
    public Optional<ModelsCodec> models() {
        return Optional.of(models);
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return OpenAiErrors.read(status, body);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(error.status(), Headers.none(), OpenAiErrors.write(error));
    }
}
