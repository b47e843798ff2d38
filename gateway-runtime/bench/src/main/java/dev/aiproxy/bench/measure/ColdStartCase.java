package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadResult;
import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Distribution;
import dev.aiproxy.bench.process.Gateway;
import dev.aiproxy.bench.process.GatewayConfig;
import dev.aiproxy.bench.report.Figure;
import dev.aiproxy.bench.report.Limit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** From the start of the process to the first answer of a provider, while a client asks again and again. */
final class ColdStartCase implements Case {
    private static final String WALL = "seconds";
    private static final String CPU = "cpuSeconds";
    private static final Limit SECONDS = new Limit(1.0, 0.6);
    private static final long LONGEST = 30_000_000_000L;
    private static final int MILLIS_BETWEEN = 3;

    @Override
    public String name() {
        return "cold-start";
    }

    @Override
    public String description() {
        return "cold start to first answer";
    }

    @Override
    public void measure(Stage stage, Findings findings) {
        Distribution plain = stage.apart("plain");
        Distribution archived = stage.archived("archived");
        Series ofPlain = new Series();
        Series ofArchived = new Series();
        for (int i = 0; i < stage.effort().starts(); i++) {
            start(stage, archived, ofArchived);
            start(stage, plain, ofPlain);
        }
        report(findings, description() + ", class archive", ofArchived);
        report(findings, description(), ofPlain);
    }

    private static void report(Findings findings, String subject, Series series) {
        findings.add(Figure.alone(subject, "median", "s", series.median(WALL), SECONDS));
        findings.add(Figure.alone(subject, "CPU until then", "s", series.median(CPU), null));
    }

    private static void start(Stage stage, Distribution distribution, Series series) {
        String config = GatewayConfig.standard(stage.ports(), stage.certificate());
        String body = stage.body("chat", "gpt-4o-mini");
        long start = System.nanoTime();
        try (Gateway gateway = stage.spawn(distribution, "cold-start", config)) {
            while (!listens(gateway.port())) {
                if (System.nanoTime() - start > LONGEST) {
                    throw new BenchException("the gateway does not start");
                }
                Gateway.pause(MILLIS_BETWEEN);
            }
            LoadSpec once = LoadSpec.post(gateway.port(), "/v1/chat/completions", Stage.AUTHORIZATION, body)
                    .withConnections(1)
                    .withRequests(1)
                    .withMillis(10_000);
            LoadResult first = stage.send(once);
            series.add(WALL, (System.nanoTime() - start) / 1e9);
            series.add(CPU, gateway.server().cpuMicros() / 1e6);
            if (first.completed() != 1) {
                throw new BenchException("the first call failed: " + first.problem() + first.sample());
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
