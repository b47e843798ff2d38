package dev.aiproxy.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.SettableClock;
import dev.aiproxy.runtime.routing.CredentialId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StoredOwnersTest {
    private static final WireFormat FORMAT = WireFormat.of("some-format");
    private static final CredentialId CREDENTIAL = new CredentialId("provider", "fingerprint");

    private final SettableClock clock = new SettableClock();
    private final StoredOwners owners = new StoredOwners(clock);

    @Test
    void ownerIsKnownToTheClientAloneAndInItsFormat() {
        owners.keep("ann", FORMAT, "resp_1", CREDENTIAL);

        assertThat(owners.of("ann", FORMAT, "resp_1")).contains(CREDENTIAL);
        assertThat(owners.of("bob", FORMAT, "resp_1")).isEmpty();
        assertThat(owners.of("ann", WireFormat.of("other"), "resp_1")).isEmpty();
        assertThat(owners.of("ann", FORMAT, "resp_2")).isEmpty();
    }

    @Test
    void ownerIsForgottenAfterAMonth() {
        owners.keep("ann", FORMAT, "resp_1", CREDENTIAL);
        clock.advance(Duration.ofDays(30).plusSeconds(1));

        assertThat(owners.of("ann", FORMAT, "resp_1")).isEmpty();
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i <= 100_000; i++) {
            owners.keep("ann", FORMAT, "resp_" + i, CREDENTIAL);
        }
        owners.keep("ann", FORMAT, "x".repeat(257), CREDENTIAL);

        assertThat(owners.of("ann", FORMAT, "resp_0")).isEmpty();
        assertThat(owners.of("ann", FORMAT, "resp_100000")).isPresent();
        assertThat(owners.of("ann", FORMAT, "x".repeat(257))).isEmpty();
    }
}
