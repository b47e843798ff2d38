package dev.aiproxy.runtime.config;

import java.nio.file.Path;

/** Where a configuration comes from. */
public sealed interface ConfigSource {
    /** As problems and the admin API name it. */
    String label();

    /** A YAML file. */
    record File(Path path) implements ConfigSource {
        @Override
        public String label() {
            return path.toString();
        }
    }

    /** YAML that is at hand. */
    record Text(String label, String yaml) implements ConfigSource {
        @Override
        public String toString() {
            return "Text[" + label + "]";
        }
    }

    /** No file: defaults, and credentials from the environment. */
    record Defaults() implements ConfigSource {
        @Override
        public String label() {
            return "defaults";
        }
    }
}
