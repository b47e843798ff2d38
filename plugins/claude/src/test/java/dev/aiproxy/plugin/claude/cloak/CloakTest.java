package dev.aiproxy.plugin.claude.cloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.plugin.claude.messages.ClaudeFormat;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class CloakTest {
    private static final String USER_ID = "user_[0-9a-f]{64}_account__session_[0-9a-f-]{36}";
    private static final String NATIVE = "claude-cli/1.0.83 (external, cli)";

    private final AtomicInteger ids = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        "never, curl/8, false",
        "auto, curl/8, true",
        "auto, claude-cli/1.0.83 (external), false",
        "auto, , true",
        "always, claude-cli/1.0.83, true"
    })
    void modeDecidesWhoIsCloaked(String mode, String agent, boolean cloaked) {
        Options options = Options.of(Map.of("cloak.mode", mode, "cloak.system-prompt", "P"));

        ObjectNode body = shaped(options, agent, Operation.CHAT, "{}");

        assertThat(body.has("system")).isEqualTo(cloaked);
        assertThat(body.has("metadata")).isEqualTo(cloaked);
    }

    @Test
    void withoutOptionsNothingIsCloaked() {
        assertThat(shaped(Options.none(), "curl/8", Operation.CHAT, "{\"a\":1}"))
                .hasToString("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | [P]",
                "{\"system\":null} | [P]",
                "{\"system\":\"\"} | [P]",
                "{\"system\":\"S\"} | [P,{\"type\":\"text\",\"text\":\"S\"}]",
                "{\"system\":\"P\"} | [P]",
                "{\"system\":[]} | [P]",
                "{\"system\":[{\"type\":\"text\",\"text\":\"S\",\"cache_control\":{\"type\":\"ephemeral\"}}]}"
                        + " | [P,{\"type\":\"text\",\"text\":\"S\",\"cache_control\":{\"type\":\"ephemeral\"}}]",
                "{\"system\":[{\"type\":\"text\",\"text\":\"P\",\"x\":1}]} | [{\"type\":\"text\",\"text\":\"P\",\"x\":1}]"
            })
    void systemPromptIsPutInFrontOnce(String before, String after) {
        Options options = Options.of(Map.of("cloak.mode", "always", "cloak.system-prompt", "P"));

        assertThat(shaped(options, "", Operation.CHAT, before).path("system"))
                .hasToString(after.replace("[P", "[{\"type\":\"text\",\"text\":\"P\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"system\":\"S\"}", "{\"system\":[{\"type\":\"text\",\"text\":\"S\"}]}"})
    void strictModeReplacesTheSystemPrompt(String before) {
        Options options =
                Options.of(Map.of("cloak.mode", "always", "cloak.strict-mode", true, "cloak.system-prompt", "P"));

        assertThat(shaped(options, "", Operation.CHAT, before).path("system"))
                .hasToString("[{\"type\":\"text\",\"text\":\"P\"}]");
    }

    @Test
    void sensitiveWordsAreBrokenUpInTextsOnly() {
        Options options = Options.of(Map.of(
                "cloak.mode", "always", "cloak.sensitive-words", List.of("proxy", "proxying", "x.y", "𝒳z", "$1")));

        ObjectNode body = shaped(options, "", Operation.COUNT_TOKENS, """
                {"system":[{"type":"text","text":"A Proxy","cache_control":{"type":"proxy"}}],
                 "messages":[
                  {"role":"proxy","content":"proxying x.y xzy"},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"proxy","signature":"proxy"},
                    {"type":"tool_use","id":"proxy","name":"proxy","input":{"text":"proxy"}}]},
                  {"role":"user","content":[{"type":"tool_result","content":[{"type":"text","text":"𝒳z costs $1"}]}]}],
                 "tools":[{"name":"proxy"}]}""");

        assertThat(body).hasToString("""
                {"system":[{"type":"text","text":"A P​roxy","cache_control":{"type":"proxy"}}],"messages":[\
                {"role":"proxy","content":"p​roxying x​.y xzy"},\
                {"role":"assistant","content":[{"type":"thinking","thinking":"proxy","signature":"proxy"},\
                {"type":"tool_use","id":"proxy","name":"proxy","input":{"text":"proxy"}}]},\
                {"role":"user","content":[{"type":"tool_result","content":[{"type":"text","text":"𝒳​z costs $​1"}]}]}],\
                "tools":[{"name":"proxy"}]}""");
    }

    @Test
    void everyRequestHasAUserIdOfItsOwn() {
        Options options = Options.of(Map.of("cloak.mode", "always"));

        String first = userId(options, "{\"metadata\":{\"user_id\":\"me\"}}");
        String second = userId(options, "{}");

        assertThat(first).matches(USER_ID);
        assertThat(second).matches(USER_ID).isNotEqualTo(first);
        assertThat(userId(options, "{\"metadata\":{\"user_id\":\"" + first + "\"}}"))
                .isEqualTo(first);
    }

    @Test
    void cachedUserIdStaysTheSameForAKey() {
        Options options = Options.of(Map.of("cloak.mode", "always", "cloak.cache-user-id", true));

        assertThat(userId(options, "{}"))
                .matches(USER_ID)
                .isEqualTo(userId(options, "{}"))
                .doesNotContain("sk-ant-1");
    }

    @Test
    void countingTokensHasNoMetadata() {
        Options options = Options.of(Map.of("cloak.mode", "always"));

        assertThat(shaped(options, "", Operation.COUNT_TOKENS, "{}")).hasToString("{}");
    }

    @Test
    void strictModeWithoutTextAndReservedHeadersAreProblems() {
        assertThat(CloakOptions.problems(Options.of(Map.of("cloak.strict-mode", true)), Headers.none()))
                .containsExactly(new Problem(
                        "cloak.strict-mode", "needs cloak.system-prompt, the text that replaces the client's"));
        assertThat(CloakOptions.problems(Options.none(), Headers.of("x-app", "cli", "X-Api-Key", "k")))
                .extracting(Problem::message)
                .containsExactly("claude-header-defaults: 'X-Api-Key' is set by the gateway itself");
    }

    private String userId(Options options, String body) {
        return shaped(options, NATIVE, Operation.CHAT, body)
                .path("metadata")
                .path("user_id")
                .asString("");
    }

    private ObjectNode shaped(Options options, String agent, Operation operation, String body) {
        ObjectNode tree = (ObjectNode) Json.parse(body);
        Credential credential = new Key(options);
        Headers headers = agent == null ? Headers.none() : Headers.of("user-agent", agent);
        RequestFacts client = new RequestFacts(
                "r",
                Endpoint.post("/v1/messages", operation),
                "m",
                false,
                Map.of(),
                Map.of(),
                headers,
                Instant.EPOCH,
                prefix -> prefix + ids.incrementAndGet());
        Cloak.of(credential)
                .shape(
                        tree,
                        new UpstreamCall(
                                operation,
                                credential,
                                ClaudeFormat.ID,
                                "m",
                                false,
                                client,
                                Optional.empty(),
                                ByteBuffer.allocate(0)));
        return tree;
    }

    private record Key(Options options) implements Credential {
        @Override
        public String name() {
            return "key";
        }

        @Override
        public Optional<Secret> apiKey() {
            return Optional.of(Secret.of("sk-ant-1"));
        }

        @Override
        public URI baseUrl() {
            return URI.create("http://x");
        }
    }
}
