package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.testkit.http.Reply;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for every vendor's official SDK with every provider.
 *
 * @param <C> the client that the SDK offers
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SdkCases<C> {
    SdkLab lab;
    C client;

    /** What a structured answer holds. */
    public static final class Weather {
        public String city = "";
        public int degrees;
    }

    @BeforeAll
    void start() throws Exception {
        lab = new SdkLab();
        client = connect(lab.url(), SdkLab.KEY, 0);
    }

    @AfterAll
    void stop() {
        close(client);
        lab.close();
    }

    abstract C connect(URI gateway, String key, int retries);

    abstract void close(C client);

    /** The format that the SDK speaks. */
    abstract Client format();

    /** Says hello and takes the text of the answer. */
    abstract String greet(C client, String model);

    /** The same with an answer that is streamed. */
    abstract String greetStreamed(String model);

    /** Asks about {@link SdkLab#PIXEL} and takes the text of the answer. */
    abstract String showImage(String model);

    /** Checks that a failure is what the SDK throws for this status. */
    abstract void assertOwn(Throwable thrown, int status);

    /** The status of a failure that the SDK retries. */
    int passingFailure() {
        return 500;
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void imageReachesTheProvider(Client provider) {
        assertThat(showImage(SdkLab.model(provider))).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.asked().bodyText()).contains(SdkLab.PIXEL);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void errorsAreTheSdksOwn(Client provider) {
        String model = SdkLab.model(provider);
        lab.enqueue(failure(400, "too odd"));
        assertThatThrownBy(() -> greet(client, model))
                .satisfies(thrown -> assertOwn(thrown, 400))
                .hasMessageContaining("too odd");
        lab.enqueue(failure(429, "slow down").header("Retry-After", SdkLab.RETRY_AFTER));
        assertThatThrownBy(() -> greetStreamed(model)).satisfies(thrown -> assertOwn(thrown, 429));
    }

    @Test
    void unknownModelsAndKeysAreToldApart() {
        assertThatThrownBy(() -> greet(client, "nobody")).satisfies(thrown -> assertOwn(thrown, 404));
        C stranger = connect(lab.url(), "wrong", 0);
        assertThatThrownBy(() -> greet(stranger, SdkLab.model(format()))).satisfies(thrown -> assertOwn(thrown, 401));
        close(stranger);
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void sdkRetriesWhatMaySucceedLater(Client provider) {
        String model = SdkLab.model(provider);
        C patient = connect(lab.url(), SdkLab.KEY, 1);
        int before = lab.requestCount();
        lab.enqueue(failure(passingFailure(), "broken"));
        assertThat(greet(patient, model)).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.requestCount()).isEqualTo(before + 2);

        lab.enqueue(failure(400, "too odd"));
        assertThatThrownBy(() -> greet(patient, model)).satisfies(thrown -> assertOwn(thrown, 400));
        assertThat(lab.requestCount()).isEqualTo(before + 3);
        close(patient);
    }

    private static Reply failure(int status, String message) {
        return Reply.json(status, "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    static void assertParsed(Weather weather) {
        assertThat(weather.city).isEqualTo("Paris");
        assertThat(weather.degrees).isEqualTo(22);
    }

    /** The result of a tool was passed on, and answered. */
    void assertToolAnswered(String text) {
        assertThat(text).isEqualTo(SdkUpstream.TEXT);
        assertThat(lab.asked().bodyText()).contains("Sunny");
    }
}
