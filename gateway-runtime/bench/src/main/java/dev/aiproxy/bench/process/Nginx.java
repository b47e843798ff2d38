package dev.aiproxy.bench.process;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.upstream.StaticAnswers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** nginx, once as the static upstream and once as the bare reverse proxy that is the reference; two masters, so that their time is told apart. */
public final class Nginx {
    private static final String COMMON = """
            worker_processes 2;
            worker_rlimit_nofile 20000;
            pid %1$s/%2$s.pid;
            error_log %1$s/%2$s-error.log warn;
            %3$s
            events { worker_connections 16384; }
            http {
              access_log off;
              default_type application/json;
              keepalive_requests 100000000;
              keepalive_timeout 300s;
              client_header_buffer_size 8k;
              client_max_body_size 64m;
              client_body_temp_path %1$s/%2$s-body;
              proxy_temp_path %1$s/%2$s-proxy;
              fastcgi_temp_path %1$s/%2$s-fastcgi;
              uwsgi_temp_path %1$s/%2$s-uwsgi;
              scgi_temp_path %1$s/%2$s-scgi;
            """;

    private Nginx() {}

    /** Fails with what to install unless nginx is there. */
    public static String find() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin", "/usr/bin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new BenchException("nginx is missing: apt-get install nginx-light"));
    }

    /** Answers whatever is asked with one fixed answer for each provider's path. */
    public static ServerProcess startUpstream(Workspace workspace, Addresses ports, Certificate certificate) {
        String server = """
                server {
                  listen 127.0.0.1:%d backlog=4096 reuseport;
                  listen 127.0.0.1:%d ssl backlog=4096 reuseport;
                  ssl_certificate %s;
                  ssl_certificate_key %s;
                  ssl_protocols TLSv1.2 TLSv1.3;
                  location / { return 200 '%s'; }
                  location /v1/messages { return 200 '%s'; }
                  location /v1beta/ { return 200 '%s'; }
                }
                """.formatted(
                        ports.upstream(),
                        ports.tlsUpstream(),
                        certificate.certificate(),
                        certificate.key(),
                        StaticAnswers.CHAT,
                        StaticAnswers.CLAUDE,
                        StaticAnswers.GEMINI);
        return start(workspace, "nginx-upstream", server);
    }

    /** Passes on what it gets: to the static upstream, to the same by TLS, and to the upstream for streams and large bodies. */
    public static ServerProcess startProxy(Workspace workspace, Addresses ports) {
        String servers = upstream("plain", ports.upstream())
                + upstream("tls", ports.tlsUpstream())
                + upstream("paced", ports.pacedUpstream())
                + server(ports.proxy(), "http://plain", "")
                + server(
                        ports.tlsProxy(),
                        "https://tls",
                        "proxy_ssl_session_reuse on; proxy_ssl_protocols TLSv1.2 TLSv1.3;")
                + server(ports.streamProxy(), "http://paced", "proxy_buffering off; proxy_read_timeout 300s;")
                + server(ports.bodyProxy(), "http://paced", "")
                + server(ports.unbufferedProxy(), "http://paced", "proxy_request_buffering off;");
        return start(workspace, "nginx-proxy", servers);
    }

    private static String upstream(String name, int port) {
        return "upstream %s { server 127.0.0.1:%d; keepalive 128; keepalive_requests 100000000; keepalive_timeout 300s; }%n"
                .formatted(name, port);
    }

    private static String server(int port, String target, String more) {
        return """
                server {
                  listen 127.0.0.1:%d backlog=4096 reuseport;
                  location / {
                    proxy_pass %s;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    %s
                  }
                }
                """.formatted(port, target, more);
    }

    private static ServerProcess start(Workspace workspace, String name, String servers) {
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        String text = COMMON.formatted(workspace.folder(), name, user) + servers + "}\n";
        Path file = workspace.write(name + ".conf", text);
        ProcessBuilder builder = new ProcessBuilder(
                find(),
                "-p",
                workspace.folder().toString(),
                "-e",
                workspace.log(name + "-error").toString(),
                "-c",
                file.toString(),
                "-g",
                "daemon off;");
        return new ServerProcess(workspace.start(name, builder).toHandle());
    }
}
