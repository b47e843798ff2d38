package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.CommandLineOverrides;
import dev.aiproxy.runtime.config.ConfigLoader;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.plugin.guard.PluginWatch;
import dev.aiproxy.runtime.routing.RoutingMemory;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a configuration may hold. */
@Command(
        name = "schema",
        description =
                "Prints the JSON Schema (2020-12) of the configuration, with the options of the installed plugins.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Surroundings surroundings = Home.surroundings();
        Setup.Wish wish = new Setup.Wish(
                new ConfigLoader(surroundings).locate(common.config),
                new CommandLineOverrides(null, null, common.plugins, common.logLevel));
        Setup setup =
                new Setup(() -> surroundings, Home.work(), new RoutingMemory(Clock.systemUTC()), new PluginWatch());
        PrintWriter out = spec.commandLine().getOut();
        out.println(setup.schema(wish).json().toPrettyString());
        out.flush();
        return 0;
    }
}
