package dev.aiproxy.testkit.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;

/** The only way in which a codec may fail. */
public final class Refusals {
    private Refusals() {}

    /**
     * Checks that the action ends normally or with a {@link GatewayException} of one of the codes. Whatever else it throws goes on
     * to the caller.
     */
    public static void atMost(Runnable action, ErrorCode... codes) {
        try {
            action.run();
        } catch (GatewayException refusal) {
            assertThat(refusal.code()).isIn((Object[]) codes);
        }
    }
}
