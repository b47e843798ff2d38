package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.Surroundings;
import java.io.PrintWriter;
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
        PrintWriter out = spec.commandLine().getOut();
        out.println(CommonOptions.setup(surroundings)
                .schema(common.wish(surroundings))
                .json()
                .toPrettyString());
        out.flush();
        return 0;
    }
}
