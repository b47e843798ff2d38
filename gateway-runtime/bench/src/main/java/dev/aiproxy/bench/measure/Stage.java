package dev.aiproxy.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadMain;
import dev.aiproxy.bench.load.LoadResult;
import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.Addresses;
import dev.aiproxy.bench.process.Certificate;
import dev.aiproxy.bench.process.Distribution;
import dev.aiproxy.bench.process.Gateway;
import dev.aiproxy.bench.process.GatewayConfig;
import dev.aiproxy.bench.process.JavaChild;
import dev.aiproxy.bench.process.Nginx;
import dev.aiproxy.bench.process.ServerProcess;
import dev.aiproxy.bench.process.Workspace;
import dev.aiproxy.bench.upstream.UpstreamMain;
import dev.aiproxy.bench.upstream.UpstreamStats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** All that is running while cases are measured. */
final class Stage implements AutoCloseable {
    static final Map<String, String> AUTHORIZATION = Map.of("Authorization", "Bearer " + GatewayConfig.CLIENT_KEY);

    private final Workspace workspace;
    private final Settings settings;
    private final JavaChild load;
    private final JavaChild paced;
    private final Certificate certificate;
    private final Addresses ports;
    private final ServerProcess proxy;
    private final Gateway gateway;

    Stage(Workspace workspace, Settings settings) {
        this.workspace = workspace;
        this.settings = settings;
        this.certificate = Certificate.make(workspace);
        this.load = JavaChild.start("load", LoadMain.class, workspace);
        String pacedPort = Integer.toString(settings.streamUpstreamPort());
        this.paced = JavaChild.start("paced-upstream", UpstreamMain.class, workspace, pacedPort);
        int upstream = settings.upstreamPort() == 0 ? Workspace.freePort() : settings.upstreamPort();
        this.ports = Addresses.free(upstream, stats().port());
        Nginx.startUpstream(workspace, ports, certificate);
        this.proxy = Nginx.startProxy(workspace, ports);
        this.gateway =
                spawn("gateway", GatewayConfig.standard(ports, certificate)).awaitReady();
    }

    /** Another gateway beside the one that most cases share. */
    Gateway spawn(String name, String config) {
        return spawn(settings.gateway(), name, config);
    }

    Gateway spawn(Distribution distribution, String name, String config) {
        return Gateway.spawn(workspace, distribution, name, config);
    }

    /** The gateway under test in a folder of its own, without an archive of classes. */
    Distribution apart(String name) {
        return settings.gateway().apart(workspace, name);
    }

    /** The same with such an archive. */
    Distribution archived(String name) {
        Distribution apart = apart(name);
        apart.archive(workspace);
        return apart;
    }

    Settings settings() {
        return settings;
    }

    Effort effort() {
        return settings.effort();
    }

    /** Has the load generator carry out an order, however long it takes. */
    LoadResult send(LoadSpec order) {
        return load.ask(order, LoadResult.class);
    }

    Addresses ports() {
        return ports;
    }

    Certificate certificate() {
        return certificate;
    }

    ServerProcess proxy() {
        return proxy;
    }

    Gateway gateway() {
        return gateway;
    }

    UpstreamStats stats() {
        return paced.ask("stats", UpstreamStats.class);
    }

    /** An order for the gateway, with a client's key. */
    LoadSpec toGateway(String path, String request, String model) {
        return LoadSpec.post(gateway.port(), path, AUTHORIZATION, body(request, model));
    }

    /** An order for nginx, with a key as a provider would get it. */
    LoadSpec toProxy(int port, String path, String request, String model) {
        return LoadSpec.post(port, path, AUTHORIZATION, body(request, model));
    }

    /** The file with that request for that model. */
    String body(String request, String model) {
        String name = request + ".json";
        try (InputStream template = Stage.class.getResourceAsStream("/dev/aiproxy/bench/" + name)) {
            if (template == null) {
                throw new BenchException("there is no request " + name);
            }
            String text = new String(template.readAllBytes(), UTF_8).replace("@MODEL@", model);
            return write(model + "-" + name, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request log is on, as it would be, but nobody needs hundreds of megabytes of it. */
    void emptyLogs() {
        workspace.emptyLogs();
    }

    Path write(String name, String text) {
        return workspace.write(name, text);
    }

    @Override
    public void close() {
        workspace.close();
    }
}
