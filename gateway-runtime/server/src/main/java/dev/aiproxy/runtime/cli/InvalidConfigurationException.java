package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A gateway cannot be started from its configuration; lists everything that is wrong with it. */
public final class InvalidConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    InvalidConfigurationException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::render).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
