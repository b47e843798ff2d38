package dev.aiproxy.dist.faults;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Optional;

/** A provider whose models name the method that fails. */
public final class FaultyProvider implements ProviderFactory {
    private static final WireFormat CHAT = WireFormat.of("openai");

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.builder("faulty").needs(CHAT).build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new Faulty();
    }

    static final class Faulty implements HttpProvider {
        private volatile String fault = "";

        @Override
        public boolean claims(String model) {
            return Fault.in("claims", model, false);
        }

        @Override
        public Optional<WireFormat> format(Operation operation, Credential credential, String upstreamModel) {
            fault = upstreamModel;
            return Fault.in("format", upstreamModel, Optional.of(CHAT));
        }

        @Override
        public List<JsonEdit> splice(UpstreamCall call) {
            return Fault.in("splice", fault, List.of());
        }

        @Override
        public UpstreamRequest prepare(UpstreamCall call) {
            var request = UpstreamRequest.postJson(call.credential().resolve("v1", "chat/completions"));
            return Fault.in("prepare", fault, request);
        }

        @Override
        public Optional<Framing> framing(ResponseHead head) {
            return Fault.in("framing", fault, Optional.of(Framing.sse()));
        }

        @Override
        public Failure classify(UpstreamFailure failure) {
            return Fault.in("classify", fault, Failure.of(failure));
        }

        @Override
        public void succeeded(UpstreamCall call) {
            var unused = Fault.in("succeeded", fault, call);
        }
    }
}
