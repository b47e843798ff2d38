package dev.aiproxy.runtime.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the process finds around itself.
 *
 * @param variables the environment, completed from {@code .env}
 * @param workingDirectory where {@code config.yaml} is looked for
 * @param pluginsDirectory where plugins are unless the configuration says otherwise
 * @param warnings about {@code .env}
 */
public record Surroundings(
        Map<String, String> variables, Path workingDirectory, Path pluginsDirectory, List<String> warnings) {
    public Surroundings {
        variables = Map.copyOf(variables);
        warnings = List.copyOf(warnings);
    }

    /** The given environment and the {@code .env} file of the working directory; where both name a variable, the environment wins. */
    public static Surroundings of(Map<String, String> environment, Path workingDirectory, Path pluginsDirectory) {
        DotEnv file = DotEnv.read(workingDirectory.resolve(".env"));
        Map<String, String> variables = new HashMap<>(file.variables());
        variables.putAll(environment);
        return new Surroundings(variables, workingDirectory, pluginsDirectory, file.warnings());
    }

    @Override
    public String toString() {
        return "Surroundings[" + workingDirectory + "]";
    }
}
