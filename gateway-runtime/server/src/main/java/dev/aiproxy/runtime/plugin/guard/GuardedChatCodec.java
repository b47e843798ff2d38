package dev.aiproxy.runtime.plugin.guard;

import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.JsonBody;
import java.util.List;

/** A plugin's conversations behind its guard. */
record GuardedChatCodec(PluginGuard guard, ChatCodec plugin) implements ChatCodec {
    @Override
    public ClientCodec client(RequestFacts facts, OpaqueState state) {
        return new GuardedClientCodec(guard, guard.call("client", ChatCodec::client, plugin, facts, state));
    }

    @Override
    public UpstreamCodec upstream(TargetFacts facts, OpaqueState state) {
        return new GuardedUpstreamCodec(guard, guard.call("upstream", ChatCodec::upstream, plugin, facts, state));
    }

    @Override
    public PassthroughTap tap(RequestFacts facts, TargetFacts target) {
        return new GuardedTap(guard, guard.call("tap", ChatCodec::tap, plugin, facts, target));
    }

    @Override
    public List<String> references(JsonBody body) {
        return guard.call("references", ChatCodec::references, plugin, body);
    }
}
