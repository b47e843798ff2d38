package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import java.net.URI;

/** What the two APIs of OpenAI's SDK have in common. */
abstract class OpenAiSdkCases extends SdkCases<OpenAIClient> {
    /** A tool, by its arguments. */
    public static final class GetWeather {
        public String city = "";
    }

    @Override
    OpenAIClient connect(URI gateway, String key, int retries) {
        return OpenAIOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(gateway + "/v1")
                .maxRetries(retries)
                .build();
    }

    @Override
    void close(OpenAIClient client) {
        client.close();
    }

    @Override
    void assertOwn(Throwable thrown, int status) {
        switch (status) {
            case 400 -> assertThat(thrown).isInstanceOf(BadRequestException.class);
            case 401 -> assertThat(thrown).isInstanceOf(UnauthorizedException.class);
            case 404 -> assertThat(thrown).isInstanceOf(NotFoundException.class);
            default ->
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                RateLimitException.class,
                                limit -> assertThat(limit.headers().values("retry-after"))
                                        .containsExactly(SdkLab.RETRY_AFTER));
        }
    }
}
