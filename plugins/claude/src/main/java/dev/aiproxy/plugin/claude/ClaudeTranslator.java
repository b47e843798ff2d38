package dev.aiproxy.plugin.claude;

import dev.aiproxy.api.error.ErrorReply;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.CountTokensCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.plugin.claude.count.ClaudeCount;
import dev.aiproxy.plugin.claude.error.ClaudeErrors;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;
import dev.aiproxy.plugin.claude.models.ClaudeModels;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The wire format of Anthropic's Messages API. */
public final class ClaudeTranslator implements Translator {
    static final String VERSION_HEADER = "anthropic-version";

    private static final String MODEL = "model";

    private final ChatCodec chat = new ClaudeFormat();
    private final CountTokensCodec count = new ClaudeCount();
    private final ModelsCodec models = new ClaudeModels();

    @Override
    public WireFormat format() {
        return ClaudeFormat.ID;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/messages", Operation.CHAT),
                new Endpoint(
                        "POST",
                        "/v1/messages/count_tokens",
                        Operation.COUNT_TOKENS,
                        new Endpoint.ModelLocation.BodyMember(MODEL),
                        new Endpoint.StreamMode.Never(),
                        null),
                Endpoint.get("/v1/models", Operation.MODELS).requiring(VERSION_HEADER),
                new Endpoint(
                        "GET",
                        "/v1/models/{" + MODEL + "}",
                        Operation.MODELS,
                        new Endpoint.ModelLocation.PathVariable(MODEL),
                        new Endpoint.StreamMode.Never(),
                        VERSION_HEADER));
    }

    @Override
    public Optional<ChatCodec> chat() {
        return Optional.of(chat);
    }

    @Override
    public Optional<CountTokensCodec> countTokens() {
        return Optional.of(count);
    }

    /** A count holds the same messages, so other vendors' thinking is kept from it just the same. */
    @Override
    public Optional<PassthroughTap> tap(RequestFacts facts, TargetFacts target) {
        return Optional.of(chat.tap(facts, target));
    }

    @Override
    public Optional<ModelsCodec> models() {
        return Optional.of(models);
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return ClaudeErrors.read(status, body);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return new ErrorReply(error.status(), Headers.none(), ClaudeErrors.write(error));
    }
}
