package dev.aiproxy.plugin.gemini;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.CountTokensCodec;
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
import dev.aiproxy.plugin.gemini.chat.GeminiFormat;
import dev.aiproxy.plugin.gemini.count.GeminiCount;
import dev.aiproxy.plugin.gemini.embed.GeminiEmbeddings;
import dev.aiproxy.plugin.gemini.error.GeminiErrors;
import dev.aiproxy.plugin.gemini.models.GeminiModels;
import dev.aiproxy.plugin.gemini.naming.NamingTap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The wire format of Google's Gemini API (https://ai.google.dev/api). */
public final class GeminiTranslator implements Translator {
    static final WireFormat FORMAT = GeminiFormat.ID;

    private static final String MODEL = "model";

    private final ChatCodec chat = new GeminiFormat();
    private final CountTokensCodec count = new GeminiCount();
    private final EmbeddingsCodec embeddings = new GeminiEmbeddings();
    private final ModelsCodec models = new GeminiModels();

    @Override
    public WireFormat format() {
        return FORMAT;
    }

    /** The list of models is only served below {@code v1beta}: that below {@code v1} is another format's. */
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                generate("/v1beta", ":generateContent", new Endpoint.StreamMode.Never()),
                generate("/v1beta", ":streamGenerateContent", new Endpoint.StreamMode.Always()),
                generate("/v1", ":generateContent", new Endpoint.StreamMode.Never()),
                generate("/v1", ":streamGenerateContent", new Endpoint.StreamMode.Always()),
                ask("/v1beta", ":countTokens", Operation.COUNT_TOKENS),
                ask("/v1", ":countTokens", Operation.COUNT_TOKENS),
                ask("/v1beta", ":embedContent", Operation.EMBEDDINGS),
                ask("/v1", ":embedContent", Operation.EMBEDDINGS),
                ask("/v1beta", ":batchEmbedContents", Operation.EMBEDDINGS),
                ask("/v1", ":batchEmbedContents", Operation.EMBEDDINGS),
                Endpoint.get("/v1beta/models", Operation.MODELS),
                new Endpoint(
                        "GET",
                        "/v1beta/models/{" + MODEL + "}",
                        Operation.MODELS,
                        new Endpoint.ModelLocation.PathVariable(MODEL),
                        new Endpoint.StreamMode.Never(),
                        null));
    }

    private static Endpoint generate(String version, String verb, Endpoint.StreamMode stream) {
        return endpoint(version, verb, Operation.CHAT, stream);
    }

    private static Endpoint ask(String version, String verb, Operation operation) {
        return endpoint(version, verb, operation, new Endpoint.StreamMode.Never());
    }

    private static Endpoint endpoint(String version, String verb, Operation operation, Endpoint.StreamMode stream) {
        return new Endpoint(
                "POST",
                version + "/models/{" + MODEL + "}" + verb,
                operation,
                new Endpoint.ModelLocation.PathVariable(MODEL),
                stream,
                null);
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(chat);
    }

    @Override
    public Optional<CountTokensCodec> countTokens() {
        return Optional.of(count);
    }

    @Override
    public Optional<EmbeddingsCodec> embeddings() {
        return Optional.of(embeddings);
    }

    @Override
    public Optional<PassthroughTap> tap(RequestFacts facts, TargetFacts target) {
        PassthroughTap tap = chat.tap(facts, target);
        boolean chats = facts.endpoint().operation().equals(Operation.CHAT);
        return Optional.of(chats ? tap : new NamingTap(tap, target.upstreamModel()));
    }

    @Override
    public Optional<ModelsCodec> models() {
        return Optional.of(models);
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return GeminiErrors.read(status, body);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(GeminiErrors.status(error), Headers.none(), GeminiErrors.write(error));
    }
}
