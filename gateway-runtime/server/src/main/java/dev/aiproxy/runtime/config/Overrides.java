package dev.aiproxy.runtime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what the command line and the environment say over what the file says. */
final class Overrides {
    /** A value that wins, and where it was given. */
    private record Given(
            String origin, String name, @Nullable String text) {}

    private final Surroundings surroundings;
    private final CommandLineOverrides commandLine;
    private final Problems problems;

    Overrides(Surroundings surroundings, CommandLineOverrides commandLine, Problems problems) {
        this.surroundings = surroundings;
        this.commandLine = commandLine;
        this.problems = problems;
    }

    void apply(Values values) {
        put(RuntimeOptions.HOST, values, typed("--host", commandLine.host()), variable("AI_PROXY_HOST"));
        put(RuntimeOptions.PORT, values, typed("--port", commandLine.port()), variable("AI_PROXY_PORT"));
        applyBeforePlugins(values);
    }

    /** Only those that must be known before plugins are loaded. */
    void applyBeforePlugins(Values values) {
        Given level = typed("--log-level", commandLine.logLevel());
        put(RuntimeOptions.LOG_LEVEL, values, level, variable("AI_PROXY_LOG_LEVEL"));
        put(RuntimeOptions.PLUGINS_DIR, values, typed("--plugins", commandLine.pluginsDirectory()));
    }

    private static Given typed(String flag, @Nullable String text) {
        return new Given("command line", flag, text);
    }

    private Given variable(String name) {
        String text = surroundings.variables().get(name);
        return new Given("environment", name, text == null || text.isBlank() ? null : text);
    }

    /** The first that was given wins. */
    private <T> void put(OptionDef<T> option, Values values, Given... sources) {
        for (Given source : sources) {
            if (source.text() != null) {
                Place place = new Place(problems, source.origin(), surroundings.workingDirectory(), source.name());
                T value = option.type().read(new YamlNode.Scalar(Position.NONE, source.text(), true, List.of()), place);
                if (value != null) {
                    values.put(option, value);
                }
                return;
            }
        }
    }
}
