package dev.aiproxy.runtime.config;

import java.util.List;

/** What became of an attempt to load a configuration. */
public sealed interface LoadResult {
    /** It is valid. */
    record Loaded(GatewayConfig config) implements LoadResult {}

    /** It is not; every problem is listed, in the order of the file. */
    record Invalid(List<ConfigProblem> problems) implements LoadResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
