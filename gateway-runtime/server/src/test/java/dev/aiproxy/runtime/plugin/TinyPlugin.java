package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.translate.Translator;

/** Sources of the smallest providers and translators there can be. */
public final class TinyPlugin {
    private TinyPlugin() {}

    /** A plugin of that id with a local provider of the same id. */
    public static PluginJar provider(String id) {
        return PluginJar.plugin(id)
                .source("acme.Factory", factory("Factory", id, ""))
                .service(ProviderFactory.class, "acme.Factory");
    }

    /** A plugin of that id with a format of the same id, without endpoints. */
    public static PluginJar translator(String id, String... endpoints) {
        return PluginJar.plugin(id)
                .source("acme.Format", translatorSource("Format", id, endpoints))
                .service(Translator.class, "acme.Format");
    }

    /** A class {@code acme.<name>} that makes local providers; {@code member} is further text in its body. */
    public static String factory(String name, String id, String member) {
        return """
                package acme;
                import dev.aiproxy.api.provider.*;
                import dev.aiproxy.api.chat.*;
                public class %1$s implements ProviderFactory {
                    public ProviderSpec spec() {
                        return ProviderSpec.builder("%2$s").apiKey(ApiKeyUse.NONE).build();
                    }
                    public Provider create(ProviderContext context) {
                        return new Local();
                    }
                    static final class Local implements LocalProvider {
                        public void chat(ChatRequest request, LocalCall call, ChatSink sink) {}
                    }
                    %3$s
                }
                """.formatted(name, id, member);
    }

    /** A class {@code acme.<name>} that is a factory with that body of {@code spec()}. */
    public static String factoryWithSpec(String name, String specBody) {
        return """
                package acme;
                import dev.aiproxy.api.provider.*;
                import dev.aiproxy.api.wire.*;
                public class %1$s implements ProviderFactory {
                    public ProviderSpec spec() {
                        %2$s
                    }
                    public Provider create(ProviderContext context) {
                        throw new IllegalStateException("not asked for here");
                    }
                }
                """.formatted(name, specBody);
    }

    /** A class {@code acme.<name>}; each endpoint is a Java expression. */
    public static String translatorSource(String name, String format, String... endpoints) {
        return """
                package acme;
                import dev.aiproxy.api.error.*;
                import dev.aiproxy.api.translate.*;
                import dev.aiproxy.api.wire.*;
                import java.util.List;
                import tools.jackson.databind.JsonNode;
                public class %1$s implements Translator {
                    public WireFormat format() {
                        return WireFormat.of("%2$s");
                    }
                    public List<Endpoint> endpoints() {
                        return List.of(%3$s);
                    }
                    public UpstreamError readError(int status, Headers headers, JsonNode body) {
                        return UpstreamError.of(status, "failed");
                    }
                    public ErrorReply writeError(GatewayError error) {
                        return new ErrorReply(error.status(), Headers.of(), Json.object());
                    }
                }
                """.formatted(name, format, String.join(", ", endpoints));
    }
}
