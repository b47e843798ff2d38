package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.config.Surroundings;
import dev.aiproxy.runtime.plugin.PluginInfo;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Validates a configuration without serving. */
@Command(
        name = "check",
        description = "Validates a configuration; lists plugins, credentials (redacted) and models. Exits 0 or 2.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Surroundings surroundings = Home.surroundings();
        Setup.Result result = CommonOptions.setup(surroundings).load(common.wish(surroundings), null);
        if (!(result instanceof Setup.Result.Ready ready)) {
            return Reports.invalid(((Setup.Result.Invalid) result).problems());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("configuration: " + ready.config().source().label());
        ready.config().warnings().forEach(warning -> out.println("warning: " + warning));
        out.println("plugins:");
        ready.plugins().plugins().forEach(plugin -> out.println("  " + line(plugin)));
        out.println("credentials:");
        for (ProviderConfig provider : ready.config().providers()) {
            provider.credentials().forEach(credential -> out.println("  " + line(provider, credential)));
        }
        out.println("models:");
        ready.assembly()
                .state()
                .snapshot()
                .router()
                .models()
                .forEach(model -> out.println("  " + model.name() + " (" + model.provider() + ")"));
        out.println("the configuration is valid");
        out.flush();
        ready.close();
        return 0;
    }

    private static String line(PluginInfo plugin) {
        String version = plugin.version() == null ? "" : " " + plugin.version();
        return plugin.id() + version + " " + Reports.state(plugin);
    }

    private static String line(ProviderConfig provider, CredentialConfig credential) {
        String key = credential.apiKey().map(secret -> " api-key " + secret).orElse("");
        String disabled = credential.disabled() ? " disabled" : "";
        return provider.providerId() + " " + credential.name() + key + " " + credential.shownBaseUrl() + disabled;
    }
}
