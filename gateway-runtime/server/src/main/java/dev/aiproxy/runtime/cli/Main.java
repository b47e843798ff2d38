package dev.aiproxy.runtime.cli;

import picocli.CommandLine;

/** The command {@code ai-proxy}. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("org.jboss.logging.provider", "slf4j");
        System.setProperty("org.jboss.threads.eqe.disable-mbean", "true");
        System.exit(commands().execute(arguments));
    }

    /** Without a command it serves, so what stands at the top is that command under the program's name. */
    private static CommandLine commands() {
        CommandLine program = new CommandLine(new ServeCommand()).setCommandName("ai-proxy");
        program.getCommandSpec()
                .usageMessage()
                .description("A gateway between AI clients and AI providers. Without a command it serves.");
        program.addSubcommand("serve", new ServeCommand());
        program.addSubcommand("check", new CheckCommand());
        program.addSubcommand("schema", new SchemaCommand());
        program.addSubcommand("plugins", new PluginsCommand());
        program.addSubcommand("archive", new ArchiveCommand());
        return program;
    }
}
