package dev.aiproxy.plugin.claude.cloak;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a credential makes of requests. Immutable. */
public final class Cloak {
    private static final String SYSTEM = "system";
    private static final String MESSAGES = "messages";
    private static final String NATIVE_CLIENT = "claude-cli/";

    private final String mode;
    private final @Nullable SystemPrompt prompt;
    private final SensitiveWords words;
    private final UserIds userIds;

    private Cloak(String mode, @Nullable SystemPrompt prompt, SensitiveWords words, UserIds userIds) {
        this.mode = mode;
        this.prompt = prompt;
        this.words = words;
        this.userIds = userIds;
    }

    /** The cloak that a credential's options describe. */
    @SuppressWarnings("unchecked") // Type.LIST
    public static Cloak of(Credential credential) {
        Options options = credential.options();
        boolean strict = options.find(CloakOptions.STRICT, Boolean.class).orElse(false);
        List<String> words =
                options.find(CloakOptions.SENSITIVE_WORDS, List.class).orElse(List.of());
        boolean cached = options.find(CloakOptions.CACHE_USER_ID, Boolean.class).orElse(false);
        return new Cloak(
                options.find(CloakOptions.MODE, String.class).orElse("never"),
                options.find(CloakOptions.SYSTEM_PROMPT, String.class)
                        .map(text -> new SystemPrompt(text, strict))
                        .orElse(null),
                SensitiveWords.of(words),
                cached ? UserIds.fixed(credential) : UserIds.fresh());
    }

    /** Whether a client's requests are cloaked. */
    public boolean covers(RequestFacts client) {
        return mode.equals("always") || (mode.equals("auto") && !isNative(client));
    }

    private static boolean isNative(RequestFacts client) {
        return client.headers()
                .first("user-agent")
                .filter(agent -> agent.toLowerCase(Locale.ROOT).startsWith(NATIVE_CLIENT))
                .isPresent();
    }

    /** The edits of a body that is passed through. */
    public List<JsonEdit> edits(UpstreamCall call, JsonBody body) {
        boolean chat = call.operation().equals(Operation.CHAT);
        if (!covers(call.client()) || !(chat || call.operation().equals(Operation.COUNT_TOKENS))) {
            return List.of();
        }
        List<JsonEdit> edits = new ArrayList<>();
        addText(body, edits);
        if (chat) {
            userIds.missing(call.client(), body.find("metadata", "user_id"))
                    .ifPresent(id -> edits.add(JsonEdit.set(Json.nodes().stringNode(id), "metadata", "user_id")));
        }
        return edits;
    }

    private void addText(JsonBody body, List<JsonEdit> edits) {
        JsonNode said = body.find(SYSTEM).orElse(Json.nodes().nullNode());
        JsonNode system = words.marked(said);
        if (prompt != null) {
            system = prompt.on(system);
        }
        if (!system.equals(said)) {
            edits.add(JsonEdit.set(system, SYSTEM));
        }
        if (!words.none()) {
            body.find(MESSAGES).ifPresent(messages -> {
                JsonNode marked = words.marked(messages);
                if (!marked.equals(messages)) {
                    edits.add(JsonEdit.set(marked, MESSAGES));
                }
            });
        }
    }

    /** Edits a translated body in place. */
    public void shape(ObjectNode body, UpstreamCall call) {
        JsonBody view = path -> {
            JsonNode node = body;
            for (String name : path) {
                node = node.path(name);
            }
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        };
        for (JsonEdit edit : edits(call, view)) {
            boolean nested = edit.path().size() > 1;
            ObjectNode target = nested ? body.withObjectProperty(edit.path().get(0)) : body;
            target.set(edit.path().get(edit.path().size() - 1), edit.value());
        }
    }
}
