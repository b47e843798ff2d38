package dev.aiproxy.runtime.plugin.guard;

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
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plugin's translator behind its guard. Errors are read and rendered by a disabled one too. */
record GuardedTranslator(PluginGuard guard, Translator plugin, WireFormat format, List<Endpoint> endpoints)
        implements Translator {
    GuardedTranslator {
        endpoints = List.copyOf(endpoints);
    }

    @Override
    public Optional<ChatCodec> chat() {
        guard.admit();
        return guard.call("chat", Translator::chat, plugin).map(codec -> new GuardedChatCodec(guard, codec));
    }

    @Override
    public Optional<EmbeddingsCodec> embeddings() {
        guard.admit();
        return guard.call("embeddings", Translator::embeddings, plugin)
                .map(codec -> new GuardedEmbeddingsCodec(guard, codec));
    }

    @Override
    public Optional<CountTokensCodec> countTokens() {
        guard.admit();
        return guard.call("countTokens", Translator::countTokens, plugin)
                .map(codec -> new GuardedCountTokensCodec(guard, codec));
    }

    @Override
    public Optional<PassthroughTap> tap(RequestFacts facts, TargetFacts target) {
        guard.admit();
        return guard.call("tap", Translator::tap, plugin, facts, target).map(tap -> new GuardedTap(guard, tap));
    }

    @Override
    public Optional<ModelsCodec> models() {
        guard.admit();
        return guard.call("models", Translator::models, plugin).map(codec -> new GuardedModelsCodec(guard, codec));
    }

    @Override
    public UpstreamError readError(int status, Headers headers, @Nullable JsonNode body) {
        return guard.call("readError", translator -> translator.readError(status, headers, body), plugin);
    }

    @Override
    public ErrorReply writeError(GatewayError error) {
        return guard.call("writeError", Translator::writeError, plugin, error);
    }
}
