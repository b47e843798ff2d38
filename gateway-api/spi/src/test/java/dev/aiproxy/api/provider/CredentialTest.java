package dev.aiproxy.api.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.deepseek.com, https://api.deepseek.com/v1/chat/completions",
        "https://api.deepseek.com/, https://api.deepseek.com/v1/chat/completions",
        "https://api.deepseek.com/v1, https://api.deepseek.com/v1/chat/completions",
        "https://api.deepseek.com/v1/, https://api.deepseek.com/v1/chat/completions",
        "https://api.groq.com/openai/v1, https://api.groq.com/openai/v1/chat/completions",
        "https://api.groq.com/openai, https://api.groq.com/openai/v1/chat/completions",
        "https://g.test/v1beta, https://g.test/v1beta/chat/completions",
        "https://g.test/v1beta/openai, https://g.test/v1beta/openai/chat/completions",
        "https://g.test/v1beta/openai//, https://g.test/v1beta/openai/chat/completions",
        "https://g.test/v1/projects/p/endpoints/openapi, https://g.test/v1/projects/p/endpoints/openapi/chat/completions",
        "https://g.test/v2alpha1, https://g.test/v2alpha1/chat/completions",
        "https://open.bigmodel.cn/api/paas/v4, https://open.bigmodel.cn/api/paas/v4/chat/completions",
        "http://[::1]:8080/a%20b, http://[::1]:8080/a%20b/v1/chat/completions",
        "https://g.test/vision, https://g.test/vision/v1/chat/completions",
        "https://g.test/v1?x=y%26z, https://g.test/v1/chat/completions?x=y%26z",
    })
    void resourceIsJoinedToTheBaseUrl(String base, String expected) {
        assertThat(at(base).resolve("v1", "chat/completions")).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://g.test, https://g.test/v1beta/models/m:streamGenerateContent?alt=sse",
        "https://g.test/v1?a=b, https://g.test/v1/models/m:streamGenerateContent?a=b&alt=sse",
    })
    void queryOfTheResourceIsKept(String base, String expected) {
        assertThat(at(base).resolve("v1beta", "models/m:streamGenerateContent?alt=sse"))
                .hasToString(expected);
    }

    private static Credential at(String baseUrl) {
        return new Credential() {
            @Override
            public String name() {
                return "c";
            }

            @Override
            public Optional<Secret> apiKey() {
                return Optional.empty();
            }

            @Override
            public URI baseUrl() {
                return URI.create(baseUrl);
            }

            @Override
            public Options options() {
                return Options.none();
            }
        };
    }
}
