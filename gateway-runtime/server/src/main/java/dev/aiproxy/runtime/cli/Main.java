package dev.aiproxy.runtime.cli;

import picocli.CommandLine;

/** The command {@code ai-proxy}. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("org.jboss.logging.provider", "slf4j");
        System.setProperty("org.jboss.threads.eqe.disable-mbean", "true");
        CommandLine serve = new CommandLine(new ServeCommand());
        serve.addSubcommand("serve", new ServeCommand());
        serve.addSubcommand("check", new CheckCommand());
        serve.addSubcommand("schema", new SchemaCommand());
        serve.addSubcommand("plugins", new PluginsCommand());
        serve.addSubcommand("archive", new ArchiveCommand());
        System.exit(serve.execute(arguments));
    }
}
