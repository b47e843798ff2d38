package dev.aiproxy.runtime.config;

/**
 * Something wrong with the configuration. Never holds a configured value.
 *
 * @param file where it stands: a file, {@code command line} or {@code environment}
 * @param line counted from 1, 0 if unknown
 * @param column counted from 1, 0 if unknown
 * @param path the option, such as {@code streaming.keepalive-seconds}; empty for the file as a whole
 * @param message what is wrong and what is allowed
 * @param suggestion what was probably meant, empty for no idea
 */
public record ConfigProblem(String file, int line, int column, String path, String message, String suggestion) {
    /** As one line for a terminal: {@code config.yaml:3:1: prot: unknown option; did you mean 'port'?} */
    public String render() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        if (!path.isEmpty()) {
            text.append(": ").append(path);
        }
        text.append(": ").append(message);
        if (!suggestion.isEmpty()) {
            text.append("; did you mean '").append(suggestion).append("'?");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return render();
    }
}
