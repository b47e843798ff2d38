package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.process.Distribution;
import dev.aiproxy.bench.process.Gateway;
import dev.aiproxy.bench.process.Nginx;
import dev.aiproxy.bench.process.Workspace;
import dev.aiproxy.bench.report.BarChart;
import dev.aiproxy.bench.report.MarkdownTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What {@code bench/run} starts. */
@Command(
        name = "run",
        description = "Measures the packaged gateway against nginx as a bare reverse proxy, on this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BenchMain implements Callable<Integer> {
    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of("");

    @Option(names = "--work", required = true, hidden = true)
    private Path work = Path.of("");

    @Option(names = "--only", split = ",", paramLabel = "CASE", description = "Only these cases; --list names them.")
    private List<String> only = List.of();

    @Option(names = "--scale", description = "Also what a request costs with many credentials, keys and models.")
    private boolean scale;

    @Option(names = "--quick", description = "A look in under 40 seconds; not for comparing.")
    private boolean quick;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Rounds, of which figures are medians (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--millis",
            defaultValue = "2000",
            paramLabel = "N",
            description = "How long one turn of a round lasts (${DEFAULT-VALUE}).")
    private int millis;

    @Option(
            names = "--gateway-opts",
            defaultValue = "",
            paramLabel = "OPTIONS",
            description = "Options for the gateway's virtual machine.")
    private String gatewayOptions = "";

    @Option(
            names = "--peer",
            paramLabel = "NAME=URL[,pid=N][,model=M][,stream-model=M][,first-model=M][,HEADER=VALUE…]",
            description = "Another gateway, for Chat passthrough, and for SSE passthrough if it has models for that; "
                    + "its processor time only if its process is given.")
    private List<String> peers = List.of();

    @Option(
            names = "--upstream-port",
            defaultValue = "0",
            paramLabel = "PORT",
            description = "Where the static upstream listens, for peers to be set up.")
    private int upstreamPort;

    @Option(
            names = "--stream-upstream-port",
            defaultValue = "0",
            paramLabel = "PORT",
            description = "The same for the upstream of streams.")
    private int streamUpstreamPort;

    @Option(names = "--out", paramLabel = "FILE", description = "Also writes the table there.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every round's readings there.")
    private @Nullable Path json;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Draws what was measured against its targets there, as SVG.")
    private @Nullable Path plot;

    @Option(names = "--list", description = "Names the cases.")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new BenchMain());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (!(failure instanceof BenchException)) {
                throw failure;
            }
            line.getErr().println("bench: " + failure.getMessage());
            return 1;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            Cases.all().forEach(each -> output().printf("%-20s %s%n", each.name(), each.description()));
            return 0;
        }
        List<Case> cases = new ArrayList<>(Cases.named(only));
        if (scale && !only.contains("scale")) {
            cases.addAll(Cases.named(List.of("scale")));
        }
        Nginx.find();
        Gateway.findJcmd();
        Findings findings = new Findings();
        try (Stage stage = new Stage(new Workspace(work), settings())) {
            for (Case each : cases) {
                error().println("bench: " + each.description());
                findings.collect(each.name(), () -> each.measure(stage, findings));
                if (findings.complete()) {
                    stage.emptyLogs();
                }
            }
        }
        write(findings);
        return findings.complete() ? 0 : 1;
    }

    private Settings settings() {
        Effort effort = quick ? Effort.quick() : Effort.full(rounds, millis);
        Distribution gateway = new Distribution(home, gatewayOptions);
        return new Settings(gateway, upstreamPort, streamUpstreamPort, effort, Peer.parse(peers));
    }

    private void write(Findings findings) throws IOException {
        StringBuilder text = new StringBuilder(MarkdownTable.of(findings.figures()));
        findings.notes().forEach(note -> text.append("\n- ").append(note));
        output().println(text);
        if (out != null) {
            Files.writeString(out, text + "\n");
        }
        if (plot != null) {
            Files.writeString(plot, BarChart.of(findings.figures()));
        }
        if (json != null) {
            Map<String, Object> all = Map.of("figures", findings.figures(), "samples", findings.samples());
            Files.writeString(
                    json, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        }
    }

    private PrintWriter output() {
        return commandLine().getOut();
    }

    private PrintWriter error() {
        return commandLine().getErr();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not started by picocli");
        }
        return spec.commandLine();
    }
}
