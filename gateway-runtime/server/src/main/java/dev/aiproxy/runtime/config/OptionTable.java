package dev.aiproxy.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that a mapping may have. */
final class OptionTable {
    private final List<OptionDef<?>> options;
    private final Map<String, OptionDef<?>> byPath = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if two options have the same path
     */
    OptionTable(List<OptionDef<?>> options) {
        this.options = List.copyOf(options);
        for (OptionDef<?> option : options) {
            add(option.path(), option);
            option.aliases().forEach(alias -> add(alias, option));
        }
    }

    private void add(String path, OptionDef<?> option) {
        int dot = path.indexOf('.');
        boolean takesGroup = isGroup(path) || (dot > 0 && byPath.containsKey(path.substring(0, dot)));
        if (takesGroup || byPath.putIfAbsent(path, option) != null) {
            throw new IllegalArgumentException("the option '" + path + "' is declared twice");
        }
    }

    List<OptionDef<?>> options() {
        return options;
    }

    @Nullable
    OptionDef<?> find(String path) {
        return byPath.get(path);
    }

    /** Whether options are nested below this path. */
    boolean isGroup(String path) {
        return byPath.keySet().stream().anyMatch(known -> known.startsWith(path + "."));
    }

    /** The names allowed directly below a group, empty for the top. */
    List<String> names(String group) {
        String prefix = group.isEmpty() ? "" : group + ".";
        return byPath.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    /** What an unknown name was probably meant to be: a neighbour, or an option that belongs elsewhere; empty for no idea. */
    String suggestion(String group, String name) {
        String near = Suggestions.nearest(name, names(group));
        return near.isEmpty() ? elsewhere(name).orElse("") : near;
    }

    private Optional<String> elsewhere(String name) {
        List<String> found = byPath.keySet().stream()
                .filter(path -> path.endsWith("." + name))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
