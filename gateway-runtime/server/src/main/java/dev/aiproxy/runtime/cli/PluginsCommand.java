package dev.aiproxy.runtime.cli;

import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.ProviderSpec;
import dev.aiproxy.runtime.plugin.Inspection;
import dev.aiproxy.runtime.plugin.PluginFilter;
import dev.aiproxy.runtime.plugin.PluginInfo;
import dev.aiproxy.runtime.plugin.PluginLoader;
import dev.aiproxy.runtime.plugin.PluginSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at plugins without a running gateway. */
@Command(
        name = "plugins",
        description = "Looks at plugins without a running gateway.",
        synopsisSubcommandLabel = "(list | inspect)",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PluginsCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            description =
                    "Lists the plugins folder: what serves, and what is refused and why. Exits 1 if one is refused.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int list(
            @Option(names = "--plugins", paramLabel = "DIR", description = "the folder (default: the distribution's)")
                    @Nullable
                    Path given)
            throws IOException {
        Path folder = given == null ? Home.surroundings().pluginsDirectory() : given;
        if (!Files.isDirectory(folder)) {
            System.err.println("there is no folder " + folder);
            return Reports.WRONG;
        }
        try (PluginSet set = loader().load(folder, PluginFilter.ALL)) {
            set.plugins().forEach(plugin -> out().println(line(plugin)));
            out().flush();
            return set.plugins().stream().allMatch(plugin -> plugin.state() == PluginInfo.State.STARTED)
                    ? 0
                    : Reports.FAILED;
        }
    }

    @Command(
            name = "inspect",
            description = "Loads one plugin file on its own and tells what it is and brings. Exits 1 if it is refused.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int inspect(@Parameters(paramLabel = "FILE", description = "a jar or zip") Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            System.err.println("there is no file " + file);
            return Reports.WRONG;
        }
        Inspection inspection = loader().inspect(file);
        print(inspection.info());
        inspection.providers().forEach(this::print);
        inspection
                .endpoints()
                .forEach(endpoint -> out().println("endpoint: " + endpoint.method() + " " + endpoint.path()));
        out().flush();
        return inspection.info().state() == PluginInfo.State.STARTED ? 0 : Reports.FAILED;
    }

    private static PluginLoader loader() throws IOException {
        return new PluginLoader(Home.work(), Version.current());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String line(PluginInfo plugin) {
        String brings =
                plugin.reason() == null ? " providers " + plugin.providers() + " formats " + plugin.formats() : "";
        return "%s %s (%s) %s%s"
                .formatted(plugin.id(), orUnknown(plugin.version()), plugin.jar(), Reports.state(plugin), brings);
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? "?" : text;
    }

    private void print(PluginInfo plugin) {
        field("id", plugin.id());
        field("version", orUnknown(plugin.version()));
        field("vendor", orUnknown(plugin.vendor()));
        field(
                "requires",
                "gateway API " + (plugin.requires() == null ? "of any version" : plugin.requires()) + " (this is "
                        + Version.current() + ")");
        field("sha-256", plugin.sha256());
        field("state", Reports.state(plugin));
        if (!plugin.formats().isEmpty()) {
            field("formats", String.join(", ", plugin.formats()));
        }
    }

    private void print(ProviderSpec provider) {
        field(
                "provider",
                provider.id() + ", configured in " + provider.configSection() + ", needs the formats "
                        + provider.needs());
        options("option at the top", provider.topLevelOptions());
        options("option per key", provider.credentialOptions());
    }

    private void options(String kind, List<OptionSpec> options) {
        options.forEach(option -> field(kind, option.name() + ": " + option.description()));
    }

    private void field(String name, String value) {
        out().println(name + ": " + value);
    }
}
