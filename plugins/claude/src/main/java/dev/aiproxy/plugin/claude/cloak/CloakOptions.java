package dev.aiproxy.plugin.claude.cloak;

import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The options of cloaking: each credential's, and the headers of all. */
public final class CloakOptions {
    static final String MODE = "cloak.mode";
    static final String STRICT = "cloak.strict-mode";
    static final String SYSTEM_PROMPT = "cloak.system-prompt";
    static final String SENSITIVE_WORDS = "cloak.sensitive-words";
    static final String CACHE_USER_ID = "cloak.cache-user-id";

    private static final String HEADER_DEFAULTS = "claude-header-defaults";
    private static final Set<String> RESERVED = Set.of(
            "x-api-key", "authorization", "content-type", "content-length", "transfer-encoding", "host", "connection");

    /** {@code claude-header-defaults}. */
    public static final OptionSpec HEADERS =
            OptionSpec.optional(HEADER_DEFAULTS, OptionSpec.Type.HEADERS, "Headers added to requests that are cloaked");

    private static final OptionSpec[] OF_CREDENTIALS = {
        OptionSpec.optional(
                        MODE,
                        OptionSpec.Type.STRING,
                        "Which requests are cloaked; auto leaves out those of the native CLI")
                .withAllowed("auto", "always", "never")
                .withDefault("never"),
        OptionSpec.optional(STRICT, OptionSpec.Type.BOOL, "Whether the system prompt is replaced instead of preceded")
                .withDefault("false"),
        OptionSpec.optional(SYSTEM_PROMPT, OptionSpec.Type.STRING, "The text to put there"),
        OptionSpec.optional(
                        SENSITIVE_WORDS,
                        OptionSpec.Type.LIST,
                        "Words that get a zero-width space after their first character")
                .withDefault("[]"),
        OptionSpec.optional(
                        CACHE_USER_ID,
                        OptionSpec.Type.BOOL,
                        "Whether a key keeps one user id instead of one for each request")
                .withDefault("false")
    };

    private CloakOptions() {}

    /** Those of each credential. */
    public static OptionSpec[] ofCredentials() {
        return OF_CREDENTIALS.clone();
    }

    /** The headers, in the order of the file. */
    public static Headers headers(Options topLevel) {
        return topLevel.find(HEADER_DEFAULTS, Headers.class).orElse(Headers.none());
    }

    /** What is wrong with a credential's options, or with the headers that it would send. */
    public static List<Problem> problems(Options credential, Headers headers) {
        List<Problem> problems = new ArrayList<>();
        boolean prompt = credential.find(SYSTEM_PROMPT, String.class).isPresent();
        if (credential.find(STRICT, Boolean.class).orElse(false) && !prompt) {
            problems.add(new Problem(STRICT, "needs " + SYSTEM_PROMPT + ", the text that replaces the client's"));
        }
        headers.forEach((name, value) -> {
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                problems.add(new Problem("", HEADER_DEFAULTS + ": '" + name + "' is set by the gateway itself"));
            }
        });
        return problems;
    }
}
