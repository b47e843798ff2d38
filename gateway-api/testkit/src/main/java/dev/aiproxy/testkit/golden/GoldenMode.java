package dev.aiproxy.testkit.golden;

import org.jspecify.annotations.Nullable;

/** Whether expected files are compared or rewritten. */
enum GoldenMode {
    COMPARE,
    UPDATE;

    /** The mode that the property asks for; on a CI server (its {@code CI} variable is set) only comparing is allowed. */
    static GoldenMode of(@Nullable String updateProperty, @Nullable String ciVariable) {
        if (!"true".equals(updateProperty)) {
            return COMPARE;
        }
        if (ciVariable != null && !ciVariable.isEmpty()) {
            throw new IllegalStateException(
                    "golden.update=true is refused where CI is set: expected files are reviewed");
        }
        return UPDATE;
    }
}
