package dev.aiproxy.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plugin that fails with all the secrets of its credential in its message; its model says how. */
final class CanaryPlugin {
    private CanaryPlugin() {}

    static Path jar(Path folder) throws IOException {
        Path work = Files.createDirectories(folder.resolve("telltale"));
        return new AuthoredPlugin()
                .manifest("Plugin-Id", "telltale")
                .manifest("Plugin-Version", "1.0.0")
                .entry("META-INF/services/dev.aiproxy.api.provider.ProviderFactory", "acme.Telltale\n")
                .entry("META-INF/services/dev.aiproxy.api.exchange.ClientAuthenticator", "acme.Doorman\n")
                .source(work, "acme.Telltale", PROVIDER)
                .source(work, "acme.Doorman", AUTHENTICATOR)
                .writeTo(work.resolve("telltale.jar"));
    }

    private static final String PROVIDER = """
            package acme;
            import dev.aiproxy.api.chat.*;
            import dev.aiproxy.api.error.*;
            import dev.aiproxy.api.provider.*;
            import java.util.*;
            public final class Telltale implements ProviderFactory {
                public ProviderSpec spec() {
                    return ProviderSpec.builder("telltale").configSection("telltale").apiKey(ApiKeyUse.OPTIONAL)
                            .defaultBaseUrl("https://telltale.example")
                            .credentialOptions(
                                    OptionSpec.optional("note", OptionSpec.Type.STRING, "A note"),
                                    OptionSpec.optional("second", OptionSpec.Type.SECRET, "A second key"),
                                    OptionSpec.optional("extra", OptionSpec.Type.OBJECT, "More"))
                            .build();
                }
                public Provider create(ProviderContext context) {
                    return new Teller();
                }
                static final class Teller implements LocalProvider {
                    public List<Problem> check(Credential credential) {
                        String bad = credential.options().find("note", String.class).orElse("");
                        return bad.startsWith("bad")
                                ? List.of(new Problem("note", "does not go with " + all(credential)))
                                : List.of();
                    }
                    static String all(Credential credential) {
                        return credential.apiKey().map(Secret::reveal).orElse("") + " "
                                + credential.options().find("note", String.class).orElse("") + " "
                                + credential.options().find("second", Secret.class).map(Secret::reveal).orElse("") + " "
                                + credential.options().find("extra", Object.class).orElse("");
                    }
                    public void chat(ChatRequest request, LocalCall call, ChatSink sink) throws InterruptedException {
                        String all = all(call.credential());
                        switch (call.upstreamModel()) {
                            case "throws" -> throw new IllegalStateException(all, new IllegalArgumentException(all));
                            case "refuses" -> throw GatewayException.invalid("messages", all);
                            default -> {
                                sink.emit(new ChatEvent.Start(null, call.upstreamModel(), null));
                                sink.emit(new ChatEvent.TextDelta(0, "begun"));
                                throw new IllegalStateException(all);
                            }
                        }
                    }
                }
            }
            """;

    private static final String AUTHENTICATOR = """
            package acme;
            import dev.aiproxy.api.exchange.*;
            public final class Doorman implements ClientAuthenticator {
                public Verdict authenticate(Request request) {
                    String key = request.key().map(dev.aiproxy.api.provider.Secret::reveal).orElse("");
                    if (key.contains("doorman")) {
                        throw new IllegalStateException("nobody knows " + key);
                    }
                    return ClientAuthenticator.unknown();
                }
            }
            """;
}
