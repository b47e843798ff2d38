package dev.aiproxy.bench.micro;

import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.translate.UpstreamCodec;
import dev.aiproxy.api.wire.Framing;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The built-in wire formats, found as services, with what surrounds them in an exchange. */
final class Formats {
    static final String CHAT = "openai";
    static final String CLAUDE = "claude";
    static final String GEMINI = "gemini";
    static final String OLLAMA = "ollama";
    static final String RESPONSES = "openai-responses";

    /** By this, clients of Gemini ask for server-sent events, and so does the gateway; others pay no heed to it. */
    private static final Map<String, String> QUERY = Map.of("alt", "sse");

    private static final List<Translator> TRANSLATORS = ServiceLoader.load(Translator.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    /** Nothing is kept: neither requests nor answers here have anything to seal. */
    private static final OpaqueState NO_STATE = new OpaqueState() {
        @Override
        public void put(String key, String value) {}

        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }
    };

    private Formats() {}

    static ClientCodec client(String format, boolean stream) {
        Translator translator = translator(format);
        return codec(translator).client(facts(translator, stream), NO_STATE);
    }

    static UpstreamCodec upstream(String format, String client, boolean stream) {
        return codec(translator(format)).upstream(target(client, stream), NO_STATE);
    }

    static PassthroughTap tap(String format, boolean stream) {
        Translator translator = translator(format);
        return codec(translator).tap(facts(translator, stream), target(format, stream));
    }

    /** How a stream in that format is framed. */
    static Framing framing(String format) {
        return client(format, true).framing();
    }

    private static RequestFacts facts(Translator translator, boolean stream) {
        Endpoint endpoint = translator.endpoints().stream()
                .filter(each -> each.operation().equals(Operation.CHAT) && serves(each.stream(), stream))
                .findFirst()
                .orElseThrow();
        return new RequestFacts("req-1", endpoint, "model", stream, Map.of(), QUERY, Headers.none(), NOW, Formats::id);
    }

    private static boolean serves(Endpoint.StreamMode mode, boolean stream) {
        return stream ? !(mode instanceof Endpoint.StreamMode.Never) : !(mode instanceof Endpoint.StreamMode.Always);
    }

    private static TargetFacts target(String client, boolean stream) {
        return new TargetFacts("bench", "model", stream, WireFormat.of(client), NOW, Formats::id);
    }

    private static String id(String prefix) {
        return prefix + "B9MBs8CjcvOU2jLn4n570S5qMJKcT";
    }

    private static ChatCodec codec(Translator translator) {
        return translator.chat().orElseThrow();
    }

    private static Translator translator(String format) {
        return TRANSLATORS.stream()
                .filter(each -> each.format().id().equals(format))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no plugin has the format " + format));
    }
}
