package dev.aiproxy.runtime.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, and what is odd, while a configuration is read. */
final class Problems {
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void add(ConfigProblem problem) {
        problems.add(problem);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    int count() {
        return problems.size();
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<ConfigProblem> all() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
