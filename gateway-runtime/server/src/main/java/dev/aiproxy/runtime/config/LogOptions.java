package dev.aiproxy.runtime.config;

import dev.aiproxy.runtime.config.GatewayConfig.Logging;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/** The options of the log taken together. */
final class LogOptions {
    private LogOptions() {}

    /** Reports a folder that cannot be written to; one that nothing is written to does not matter. */
    static void check(Values values, Place top) {
        if (folder(values).filter(folder -> !OptionTypes.writable(folder)).isPresent()) {
            OptionDef<Path> option = RuntimeOptions.LOG_DIR;
            OptionDef<?> given = values.isGiven(option) ? option : RuntimeOptions.LOGGING_TO_FILE;
            Position position = values.positions().getOrDefault(given.path(), Position.NONE);
            top.child(option.path()).report(position, "must be " + option.type().expects());
        }
    }

    static Logging of(Values values) {
        String level = values.find(RuntimeOptions.LOG_LEVEL)
                .orElse(values.get(RuntimeOptions.DEBUG, false) ? "debug" : "info");
        return new Logging(
                Level.valueOf(level.toUpperCase(Locale.ROOT)),
                values.get(RuntimeOptions.LOG_FORMAT, "text").equals("json"),
                folder(values).filter(OptionTypes::writable).orElse(null));
    }

    /** Where files of the log are to be; empty if they are not wanted. */
    private static Optional<Path> folder(Values values) {
        return values.get(RuntimeOptions.LOGGING_TO_FILE, false)
                ? values.find(RuntimeOptions.LOG_DIR)
                : Optional.empty();
    }
}
