package dev.aiproxy.runtime.config;

import java.nio.file.Path;

/**
 * A file that the configuration names, for somebody else to read.
 *
 * @param origin the configuration, as problems name it
 * @param option the option that names the file
 * @param line where it stands, counted from 1, 0 if unknown
 * @param column likewise
 */
public record ConfiguredFile(Path path, String origin, String option, int line, int column) {
    /** Something wrong with the file, at the place that names it. */
    public ConfigProblem problem(String message) {
        return new ConfigProblem(origin, line, column, option, message, "");
    }
}
