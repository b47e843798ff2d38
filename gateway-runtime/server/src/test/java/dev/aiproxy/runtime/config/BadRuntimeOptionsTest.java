package dev.aiproxy.runtime.config;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong names and values of the runtime's own options. */
final class BadRuntimeOptionsTest {
    @ParameterizedTest
    @MethodSource("runtimeOptions")
    void mistakeIsReportedWhereItStands(Mistake mistake) {
        mistake.assertReported();
    }

    static Stream<Mistake> runtimeOptions() {
        return Stream.of(
                new Mistake("prot: 8317", "1:1", "prot", "unknown option; did you mean 'port'?"),
                new Mistake("Port: 8317", "1:1", "Port", "did you mean 'port'?"),
                new Mistake("bodyLimitMb: 8", "1:1", "bodyLimitMb", "did you mean 'body-limit-mb'?"),
                new Mistake("api_keys: [SECRET]", "1:1", "api_keys", "did you mean 'api-keys'?"),
                new Mistake("request-retries: 1", "1:1", "request-retries", "did you mean 'request-retry'?"),
                new Mistake("keepalive-seconds: 1", "1:1", "keepalive-seconds", "mean 'streaming.keepalive-seconds'?"),
                new Mistake(
                        "tls-of-the-future: 1", "1:1", "tls-of-the-future", "unknown option; allowed here: host, port"),
                new Mistake("port: eight", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Mistake("port: 65536", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Mistake("port: -1", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Mistake("port: 8317.5", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Mistake("port: 99999999999999999999", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Mistake("port: [8317]", "1:7", "port", "must be a whole number"),
                new Mistake("port: {}", "1:7", "port", "must be a whole number"),
                new Mistake("host: \"\"", "1:7", "host", "must be a host name or an IP address"),
                new Mistake("host: a b", "1:7", "host", "must be a host name or an IP address"),
                new Mistake("api-keys: SECRET", "1:11", "api-keys", "must be a list"),
                new Mistake("api-keys:\n  SECRET: x", "2:3", "api-keys", "must be a list"),
                new Mistake("api-keys: [SECRET, \"\"]", "1:20", "api-keys[1]", "must be a key"),
                new Mistake("api-keys: [SECRET, ~]", "1:20", "api-keys[1]", "must be a key"),
                new Mistake("api-keys: [[SECRET]]", "1:12", "api-keys[0]", "must be a key"),
                new Mistake("admin-key: SECRET word", "1:12", "admin-key", "must be a key: printable ASCII"),
                new Mistake("admin-key: SECRETé", "1:12", "admin-key", "must be a key: printable ASCII"),
                new Mistake("admin-key: [SECRET]", "1:12", "admin-key", "must be a key"),
                new Mistake("body-limit-mb: 0", "1:16", "body-limit-mb", "from 1 to 1024"),
                new Mistake("body-limit-mb: 10MB", "1:16", "body-limit-mb", "must be a whole number"),
                new Mistake("connect-timeout: 0", "1:18", "connect-timeout", "500ms, 30s, 5m or 1h, from 1ms to 1h"),
                new Mistake("connect-timeout: 5 parsecs", "1:18", "connect-timeout", "must be a number of seconds"),
                new Mistake("request-timeout: 25h", "1:18", "request-timeout", "from 1ms to 24h"),
                new Mistake("proxy-url: proxy:8080", "1:12", "proxy-url", "must be http://, https:// or socks5://"),
                new Mistake("proxy-url: Direct", "1:12", "proxy-url", "or direct"),
                new Mistake("proxy-url: \"ftp://u:SECRET@p\"", "1:12", "proxy-url", "http://, https:// or socks5://"),
                new Mistake("proxy-url: \"http://u:SECRET#1@p:80\"", "1:12", "proxy-url", "percent-encoded"),
                new Mistake("proxy-url: \"http://u:SEC RET@p\"", "1:12", "proxy-url", "percent-encoded"),
                new Mistake("proxy-url: \"http://u:SECRET%0a@p\"", "1:12", "proxy-url", "user:password@"),
                new Mistake("proxy-url: \"http://:SECRET@p\"", "1:12", "proxy-url", "user:password@"),
                new Mistake("proxy-url: \"socks5://SECRET@p\"", "1:12", "proxy-url", "user:password@"),
                new Mistake("proxy-url: \"http://p:99999\"", "1:12", "proxy-url", "with host, port"),
                new Mistake("proxy-url: \"http://p/SECRET\"", "1:12", "proxy-url", "with host, port"),
                new Mistake("proxy-url: [\"http://SECRET\"]", "1:12", "proxy-url", "with host, port"),
                new Mistake("upstream: { ca-file: [a] }", "1:22", "upstream.ca-file", "must be the path of a file"),
                new Mistake(
                        "upstream: { max-connections: 0 }", "1:30", "upstream.max-connections", "from 1 to 1000000"),
                new Mistake(
                        "upstream: { max-connections-per-host: x }",
                        "1:39",
                        "upstream.max-connections-per-host",
                        "a whole number"),
                new Mistake("upstream: { max-waiting: -1 }", "1:26", "upstream.max-waiting", "from 0 to 1000000"),
                new Mistake("upstream: { idle-timeout: 0 }", "1:27", "upstream.idle-timeout", "from 1s to 1h"),
                new Mistake("upstream: { cafile: x }", "1:13", "upstream.cafile", "did you mean 'ca-file'?"),
                new Mistake("shutdown-timeout: -1s", "1:19", "shutdown-timeout", "from 0s to 1h"),
                new Mistake("request-retry: many", "1:16", "request-retry", "from 0 to 100"),
                new Mistake("retry: 3", "1:8", "retry", "must be a mapping with max-retries"),
                new Mistake("retry: { max-retires: 3 }", "1:10", "retry.max-retires", "did you mean 'max-retries'?"),
                new Mistake(
                        "request-retry: 3\nretry: { max-retries: 3 }",
                        "2:10",
                        "retry.max-retries",
                        "given twice under different names: keep 'request-retry'"),
                new Mistake(
                        "streaming: [1]", "1:12", "streaming", "a mapping with keepalive-seconds, bootstrap-retries"),
                new Mistake(
                        "streaming:\n  keepalive: 1",
                        "2:3",
                        "streaming.keepalive",
                        "unknown option; allowed here: keepalive-seconds, bootstrap-retries"),
                new Mistake(
                        "routing:\n  strategy: fill_first", "2:13", "routing.strategy", "did you mean 'fill-first'?"),
                new Mistake(
                        "routing:\n  strategy: random", "2:13", "routing.strategy", "one of round-robin, fill-first"),
                new Mistake("retry: { cooldown: maybe }", "1:20", "retry.cooldown", "must be true or false"),
                new Mistake("retry: { cooldown-429-secs: 2h }", "1:29", "retry.cooldown-429-secs", "from 0s to 1h"),
                new Mistake(
                        "retry: { cooldown-5x-secs: 1 }",
                        "1:10",
                        "retry.cooldown-5x-secs",
                        "mean 'cooldown-5xx-secs'?"),
                new Mistake(
                        "retry: { cooldown-network-secs: no }",
                        "1:33",
                        "retry.cooldown-network-secs",
                        "a number of seconds"),
                new Mistake("max-retry-interval: -1", "1:21", "max-retry-interval", "from 0s to 1h"),
                new Mistake(
                        "non-stream-keepalive-secs: often", "1:28", "non-stream-keepalive-secs", "a number of seconds"),
                new Mistake("routing: { session-affinity: 3 }", "1:30", "routing.session-affinity", "true or false"),
                new Mistake("routing: { hedge-after: soon }", "1:25", "routing.hedge-after", "a number of seconds"),
                new Mistake("force-model-prefix: a/", "1:21", "force-model-prefix", "must be true or false"),
                new Mistake("fallbacks: [a]", "1:12", "fallbacks", "must be a mapping of models to lists of models"),
                new Mistake("fallbacks: { a: b }", "1:17", "fallbacks.a", "must be a list"),
                new Mistake("plugins: { dir: /no/such/dir }", "1:17", "plugins.dir", "must be an existing folder"),
                new Mistake("plugins: { disabled: gemini }", "1:22", "plugins.disabled", "must be a list"),
                new Mistake("log-level: verbose", "1:12", "log-level", "one of error, warn, info, debug, trace"),
                new Mistake("log-level: inf", "1:12", "log-level", "did you mean 'info'?"),
                new Mistake("debug: maybe", "1:8", "debug", "must be true or false"),
                new Mistake("tls: true", "1:6", "tls", "must be a mapping with enable, cert, key, http2"),
                new Mistake("tls: { http2: h2 }", "1:15", "tls.http2", "must be true or false"),
                new Mistake("tls: { enable: maybe }", "1:16", "tls.enable", "must be true or false"),
                new Mistake("tls: { cert: [a.pem] }", "1:14", "tls.cert", "must be the path of a file"),
                new Mistake("tls: { key: \"\" }", "1:13", "tls.key", "must be the path of a file"),
                new Mistake(
                        "tls:\n  enable: true\n  cert: a.pem",
                        "2:11",
                        "tls.key",
                        "is required while tls.enable is true: the path of a file"),
                new Mistake("tls: { enable: true, key: a.pem }", "1:16", "tls.cert", "is required while tls.enable"),
                new Mistake("tls: { enable: true, cert: [], key: a.pem }", "1:28", "tls.cert", "the path of a file"));
    }
}
