package dev.aiproxy.runtime.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A choice of models by name; {@code *} stands for any characters. Immutable. */
public final class ModelGlobs {
    private static final ModelGlobs ALL = new ModelGlobs(List.of("*"));

    private final List<String> globs;
    private final List<Pattern> patterns;

    private ModelGlobs(List<String> globs) {
        this.globs = List.copyOf(globs);
        this.patterns = globs.stream().map(ModelGlobs::pattern).toList();
    }

    static ModelGlobs of(List<String> globs) {
        return new ModelGlobs(globs);
    }

    /** Every model. */
    public static ModelGlobs all() {
        return ALL;
    }

    /** Whether nothing is left out, whatever its name. */
    public boolean areAll() {
        return globs.contains("*");
    }

    public boolean match(String model) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(model).matches());
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    @Override
    public String toString() {
        return globs.toString();
    }
}
