package dev.aiproxy.runtime.config;

import dev.aiproxy.runtime.config.GatewayConfig.Tls;
import org.jspecify.annotations.Nullable;

/** The options {@code tls.*} taken together. */
final class TlsOptions {
    private TlsOptions() {}

    /** Reports what TLS needs but was not given. */
    static void check(Values values, Place top) {
        if (enabled(values)) {
            require(RuntimeOptions.TLS_CERT, values, top);
            require(RuntimeOptions.TLS_KEY, values, top);
        }
    }

    private static void require(OptionDef<?> option, Values values, Place top) {
        if (!values.isGiven(option)) {
            Position position = values.positions().getOrDefault(RuntimeOptions.TLS_ENABLE.path(), Position.NONE);
            top.child(option.path())
                    .report(
                            position,
                            "is required while tls.enable is true: "
                                    + option.type().expects());
        }
    }

    /** The files; null if TLS is off. */
    static @Nullable Tls of(Values values) {
        return enabled(values)
                ? new Tls(
                        values.get(RuntimeOptions.TLS_CERT),
                        values.get(RuntimeOptions.TLS_KEY),
                        values.get(RuntimeOptions.TLS_HTTP2))
                : null;
    }

    private static boolean enabled(Values values) {
        return values.get(RuntimeOptions.TLS_ENABLE, false);
    }
}
