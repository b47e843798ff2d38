package dev.aiproxy.runtime.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds, reads and validates configurations. */
public final class ConfigLoader {
    private final Surroundings surroundings;

    public ConfigLoader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Where the configuration is: the file given, the one that {@code AI_PROXY_CONFIG} names, {@code config.yaml} in the working
     * directory if there is one, else none.
     */
    public ConfigSource locate(@Nullable Path given) {
        if (given != null) {
            return new ConfigSource.File(surroundings.workingDirectory().resolve(given));
        }
        String named = surroundings.variables().getOrDefault("AI_PROXY_CONFIG", "");
        if (!named.isBlank()) {
            return new ConfigSource.File(surroundings.workingDirectory().resolve(named));
        }
        Path usual = surroundings.workingDirectory().resolve("config.yaml");
        return Files.exists(usual) ? new ConfigSource.File(usual) : new ConfigSource.Defaults();
    }

    /** A first look, before plugins say what the rest may be: what is wrong is left out, {@link #load} reports it. */
    public Bootstrap peek(ConfigSource source, CommandLineOverrides commandLine) {
        Problems problems = new Problems();
        Place top = top(source, problems);
        TableReader reader =
                new TableReader(new OptionTable(RuntimeOptions.BEFORE_PLUGINS), (entry, group, place) -> {});
        Values values = reader.read(document(source, top), top);
        new Overrides(surroundings, commandLine, problems).applyBeforePlugins(values);
        return new Bootstrap(Assembler.plugins(values, surroundings), LogOptions.of(values));
    }

    /** The configuration, or all that is wrong with it. */
    public LoadResult load(ConfigSource source, ConfigSchema schema, CommandLineOverrides commandLine) {
        Problems problems = new Problems();
        Place top = top(source, problems);
        Values values = new Values();
        YamlNode.Mapping document = document(source, top);
        if (problems.isEmpty() || !document.entries().isEmpty()) {
            values = schema.reader().read(document, top);
        }
        if (source instanceof ConfigSource.Defaults) {
            new EnvironmentKeys(surroundings.variables()).addTo(values, schema.sections(), top);
        }
        new Overrides(surroundings, commandLine, problems).apply(values);
        TlsOptions.check(values, top);
        LogOptions.check(values, top);
        if (problems.isEmpty()) {
            return new LoadResult.Loaded(
                    new Assembler(values, schema, surroundings).assemble(source, problems.warnings()));
        }
        return new LoadResult.Invalid(sorted(problems.all()));
    }

    private static List<ConfigProblem> sorted(List<ConfigProblem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column))
                .toList();
    }

    private Place top(ConfigSource source, Problems problems) {
        Path directory = surroundings.workingDirectory();
        if (source instanceof ConfigSource.File file && file.path().getParent() != null) {
            directory = file.path().getParent();
        }
        return new Place(problems, source.label(), directory, "");
    }

    private YamlNode.Mapping document(ConfigSource source, Place top) {
        String text = text(source, top);
        Placeholders placeholders = new Placeholders(surroundings.variables());
        YamlNode node = text == null ? new YamlNode.Faulty(Position.NONE) : YamlParser.parse(text, placeholders, top);
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        if (!(node instanceof YamlNode.Nothing || node instanceof YamlNode.Faulty)) {
            top.report(node.at(), "must be a mapping of options, such as 'port: 8317'");
        }
        return new YamlNode.Mapping(node.at(), List.of());
    }

    private static @Nullable String text(ConfigSource source, Place top) {
        if (source instanceof ConfigSource.File file) {
            return content(file.path(), top);
        }
        return source instanceof ConfigSource.Text given ? given.yaml() : "";
    }

    private static @Nullable String content(Path file, Place top) {
        try {
            return withoutByteOrderMark(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException absent) {
            top.report(Position.NONE, "there is no such file");
        } catch (CharacterCodingException broken) {
            top.report(Position.NONE, "not UTF-8 text");
        } catch (IOException unreadable) {
            top.report(Position.NONE, Files.isDirectory(file) ? "is a folder, not a file" : "cannot be read");
        }
        return null;
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
