package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Endpoint.ModelLocation;
import dev.aiproxy.api.translate.Endpoint.StreamMode;
import dev.aiproxy.runtime.json.RequestBody;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a request asks for, read from where its endpoint says that it stands. */
public final class Asked {
    private Asked() {}

    /** The member names that decide about routing; each may stand only once in a body. */
    public static Set<String> members(Endpoint endpoint) {
        Set<String> members = new HashSet<>();
        if (endpoint.model() instanceof ModelLocation.BodyMember member) {
            members.add(member.name());
        }
        if (endpoint.stream() instanceof StreamMode.BodyMember member) {
            members.add(member.name());
        }
        return members;
    }

    /**
     * The model, empty for an endpoint without one.
     *
     * @throws GatewayException if it stands in the body and is not there
     */
    public static String model(Endpoint endpoint, Map<String, String> pathVariables, RequestBody body) {
        if (endpoint.model() instanceof ModelLocation.PathVariable variable) {
            return pathVariables.getOrDefault(variable.name(), "");
        }
        if (!(endpoint.model() instanceof ModelLocation.BodyMember member)) {
            return "";
        }
        String model = body.string(member.name())
                .orElseThrow(() -> GatewayException.invalid(
                        member.name(), "'" + member.name() + "' is missing: name the model to use"));
        if (model.isBlank()) {
            throw GatewayException.invalid(member.name(), "'" + member.name() + "' is empty: name the model to use");
        }
        return model;
    }

    /** Whether a stream is asked for. */
    public static boolean stream(Endpoint endpoint, RequestBody body) {
        if (endpoint.stream() instanceof StreamMode.BodyMember member) {
            return body.bool(member.name()).orElse(member.otherwise());
        }
        return endpoint.stream() instanceof StreamMode.Always;
    }
}
