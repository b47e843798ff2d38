package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.testkit.schema.JsonCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A translator and what its author tells of the format.
 *
 * @param query what clients ask with, for formats that look at it
 * @param lacks what the format has no place for
 * @param requestCheck judges bodies for upstreams
 * @param answerCheck judges complete answers for clients
 */
record FormatSetup(
        Translator translator,
        FormatSamples samples,
        Map<String, String> query,
        Set<Capability> lacks,
        JsonCheck requestCheck,
        JsonCheck answerCheck) {
    static final WireFormat FOREIGN = WireFormat.of("tck-foreign");
    static final ChatRequest HELLO = ChatRequest.of(List.of(Message.text(Role.USER, "Hello")));
    static final String UPSTREAM_MODEL = "upstream-model";

    ChatCodec codec() {
        return translator.chat().orElseThrow(() -> new AssertionError("chat() is empty"));
    }

    WireFormat format() {
        return translator.format();
    }

    boolean has(Capability capability) {
        return !lacks.contains(capability);
    }

    /** The endpoints of conversations; none for a format that only upstreams speak. */
    List<Endpoint> endpoints() {
        return translator.endpoints().stream()
                .filter(endpoint -> endpoint.operation().equals(Operation.CHAT))
                .toList();
    }

    FormatExchange exchange() {
        return new FormatExchange(this);
    }

    /** The same format, told by another instance. */
    FormatSetup with(Translator other) {
        return new FormatSetup(other, samples, query, lacks, requestCheck, answerCheck);
    }

    /** The same format with these requests as its only samples of them. */
    FormatSetup withRequests(List<String> bodies) {
        return new FormatSetup(translator, samples.onlyRequests(bodies), query, lacks, requestCheck, answerCheck);
    }
}
