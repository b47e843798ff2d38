package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option: one line of a table.
 *
 * @param path dots stand between the names of nested options
 * @param required whether it must be given
 * @param defaultValue as it would stand in YAML, null for none
 * @param aliases other paths under which it is accepted
 */
record OptionDef<T>(
        String path,
        OptionType<T> type,
        String description,
        boolean required,
        @Nullable String defaultValue,
        List<String> aliases) {
    static <T> OptionDef<T> of(String path, OptionType<T> type, String description) {
        return new OptionDef<>(path, type, description, false, null, List.of());
    }

    static OptionDef<?> of(OptionSpec spec) {
        return new OptionDef<>(
                spec.name(), OptionTypes.of(spec), spec.description(), spec.required(), spec.defaultValue(), List.of());
    }

    OptionDef<T> withDefault(String value) {
        return new OptionDef<>(path, type, description, required, value, aliases);
    }

    OptionDef<T> withAlias(String alias) {
        return new OptionDef<>(path, type, description, required, defaultValue, List.of(alias));
    }

    OptionDef<T> asRequired() {
        return new OptionDef<>(path, type, description, true, defaultValue, aliases);
    }
}
