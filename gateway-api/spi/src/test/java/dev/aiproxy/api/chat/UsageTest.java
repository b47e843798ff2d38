package dev.aiproxy.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** T-USE. */
final class UsageTest {
    @Test
    void laterReportReplacesOnlyWhatItHas() {
        Usage first = new Usage(43L, 1L, 2L, 1L, 1L, null);

        assertThat(first.updatedBy(new Usage(61L, null, null, null, 9L, 3L)))
                .isEqualTo(new Usage(61L, 1L, 2L, 1L, 9L, 3L));
        assertThat(first.updatedBy(Usage.UNKNOWN)).isEqualTo(first);
        assertThat(Usage.UNKNOWN.updatedBy(first)).isEqualTo(first);
    }

    @Test
    void uncachedInputIsWhatTheCacheDidNotServe() {
        assertThat(new Usage(1000L, 300L, 200L, null, 1L, null).uncachedInputTokens())
                .isEqualTo(500);
        assertThat(new Usage(10L, 300L, null, null, 1L, null).uncachedInputTokens())
                .isZero();
        assertThat(Usage.UNKNOWN.uncachedInputTokens()).isZero();
    }

    @Test
    void totalIsInputAndOutput() {
        assertThat(new Usage(10L, 4L, 1L, null, 17L, 5L).totalTokens()).isEqualTo(27);
        assertThat(Usage.UNKNOWN.totalTokens()).isZero();
    }

    @Test
    void zeroIsNotUnknown() {
        assertThat(Usage.of(0, 0).isUnknown()).isFalse();
        assertThat(Usage.UNKNOWN.isUnknown()).isTrue();
    }
}
