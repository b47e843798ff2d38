package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator may get wrong, and what is said about it. Every key in here contains SECRET, which must never be repeated. */
final class BadConfigTest {
    private static final Map<String, String> VARIABLES = Map.of("A_KEY", "sk-SECRET-env", "EMPTY", "");

    /**
     * A mistake.
     *
     * @param at line:column
     * @param message a part of the rest
     */
    record Case(String yaml, String at, String path, String message) {
        @Override
        public String toString() {
            return yaml.strip().replace("\n", "⏎");
        }
    }

    @ParameterizedTest
    @MethodSource({
        "yaml",
        "clientKeys",
        "payload",
        "edge",
        "runtimeOptions",
        "sections",
        "credentials",
        "models",
        "pluginOptions",
        "placeholders"
    })
    void mistakeIsReportedWhereItStands(Case mistake) {
        List<ConfigProblem> problems = Loading.problems(Loading.load(mistake.yaml(), VARIABLES));

        assertThat(problems).hasSize(1);
        ConfigProblem problem = problems.get(0);
        assertThat(problem.file()).isEqualTo("test.yaml");
        assertThat(problem.line() + ":" + problem.column()).as(problem.render()).isEqualTo(mistake.at());
        assertThat(problem.path()).isEqualTo(mistake.path());
        assertThat(problem.render())
                .startsWith("test.yaml:" + mistake.at() + ": ")
                .contains(mistake.message())
                .doesNotContain("SECRET");
    }

    static Stream<Case> yaml() {
        return Stream.of(
                new Case("port: 1\n\thost: x", "2:1", "", "not valid YAML: found character '\\t(TAB)'"),
                new Case("port: [1", "1:9", "", "not valid YAML: expected ',' or ']'"),
                new Case("port: 1\n host: x", "2:6", "", "not valid YAML: mapping values are not allowed here"),
                new Case("admin-key: \"SECRET", "1:19", "", "not valid YAML: found unexpected end of stream"),
                new Case("admin-key: *SECRET", "1:12", "", "not valid YAML: found undefined alias"),
                new Case("host: a\nadmin-key: '\u0007SECRET'", "2:13", "", "not valid YAML: a control"),
                new Case("port: 1\n---\nport: 2", "2:1", "", "not valid YAML: but found another document"),
                new Case("admin-key: !env SECRET", "1:12", "admin-key", "YAML tags (!name) are not supported"),
                new Case("port: !!java.net.URL SECRET", "1:7", "port", "YAML tags (!name) are not supported"),
                new Case("- port: 1", "1:1", "", "must be a mapping of options, such as 'port: 8317'"),
                new Case("SECRET", "1:1", "", "must be a mapping of options"),
                new Case("port: 1\nhost: a\nport: 2", "3:1", "port", "given twice, first in line 1"),
                new Case("? [a, b]\n: 1", "1:3", "", "an option name must be text"),
                new Case("<<: 5", "1:5", "", "'<<' merges a mapping"),
                new Case("{ host: a, host: b }", "1:12", "host", "given twice, first in line 1"),
                new Case("? !x port\n: 1", "1:3", "", "an option name must be text without a tag"),
                new Case(
                        "openai-api-key:\n- {api-key: SECRET, models: &a [gpt, *a]}",
                        "2:29",
                        "openai-api-key[0].models[1]",
                        "stands, by an alias, inside of itself"));
    }

    static Stream<Case> clientKeys() {
        return Stream.of(
                new Case("api-keys: [{name: ci}]", "1:12", "api-keys[0].key", "is required: a key"),
                new Case("api-keys: [{key: SECRET x}]", "1:18", "api-keys[0].key", "must be a key: printable ASCII"),
                new Case("api-keys: [{key: SECRET, nam: x}]", "1:26", "api-keys[0].nam", "did you mean 'name'?"),
                new Case("api-keys: [{key: SECRET, name: ''}]", "1:32", "api-keys[0].name", "must be up to 64 letters"),
                new Case("api-keys: [{key: SECRET, models: gpt}]", "1:34", "api-keys[0].models", "must be a list"),
                new Case("api-keys: [{key: SECRET, models: []}]", "1:34", "api-keys[0].models", "must not be empty"),
                new Case("api-keys: [{key: SECRET, models: [[]]}]", "1:35", "api-keys[0].models[0]", "must be text"),
                new Case("api-keys: [[SECRET]]", "1:12", "api-keys[0]", "or a mapping with key, name and models"),
                new Case("api-keys: [~]", "1:12", "api-keys[0]", "must be a key"));
    }

    static Stream<Case> payload() {
        String models = "models: [{name: a}]";
        return Stream.of(
                new Case("payload: []", "1:10", "payload", "must be a mapping with default, override, filter"),
                new Case("payload: {defaults: []}", "1:11", "payload.defaults", "did you mean 'default'?"),
                new Case("payload: {default: {}}", "1:20", "payload.default", "must be a list, each entry a mapping"),
                new Case(
                        "payload: {filter: [a]}", "1:20", "payload.filter[0]", "must be a mapping with models, params"),
                new Case(
                        "payload: {filter: [{params: [a]}]}",
                        "1:20",
                        "payload.filter[0].models",
                        "is required: a list, each entry a mapping with name, protocol"),
                new Case(
                        "payload: {filter: [{" + models + "}]}",
                        "1:20",
                        "payload.filter[0].params",
                        "is required: a list of paths"),
                new Case(
                        "payload: {filter: [{models: [], params: [a]}]}",
                        "1:29",
                        "payload.filter[0].models",
                        "must not be empty"),
                new Case(
                        "payload: {filter: [{models: [a], params: [a]}]}",
                        "1:30",
                        "payload.filter[0].models[0]",
                        "must be a mapping with name, protocol"),
                new Case(
                        "payload: {filter: [{models: [{protocol: a}], params: [a]}]}",
                        "1:30",
                        "payload.filter[0].models[0].name",
                        "is required: text"),
                new Case(
                        "payload: {filter: [{models: [{name: a, protokol: b}], params: [a]}]}",
                        "1:40",
                        "payload.filter[0].models[0].protokol",
                        "did you mean 'protocol'?"),
                new Case(
                        "payload: {filter: [{models: [{name: a, protocol: A B}], params: [a]}]}",
                        "1:50",
                        "payload.filter[0].models[0].protocol",
                        "must be the id of a wire format"),
                new Case(
                        "payload: {filter: [{" + models + ", params: {a: 1}}]}",
                        "1:50",
                        "payload.filter[0].params",
                        "must be a list of paths"),
                new Case(
                        "payload: {filter: [{" + models + ", params: []}]}",
                        "1:50",
                        "payload.filter[0].params",
                        "must be a list of paths"),
                new Case(
                        "payload: {filter: [{" + models + ", params: [{a: 1}]}]}",
                        "1:51",
                        "payload.filter[0].params[0]",
                        "must be a path such as"),
                new Case(
                        "payload: {override: [{" + models + ", params: [a]}]}",
                        "1:52",
                        "payload.override[0].params",
                        "must be a mapping of paths such as generationConfig.seed to values"),
                new Case(
                        "payload: {override: [{" + models + ", params: {a..b: 1}}]}",
                        "1:53",
                        "payload.override[0].params.a..b",
                        "must be names with single dots between them"),
                new Case(
                        "payload: {override: [{" + models + ", params: {model: x}}]}",
                        "1:53",
                        "payload.override[0].params.model",
                        "'model' cannot be edited"),
                new Case(
                        "payload: {filter: [{" + models + ", params: [stream]}]}",
                        "1:51",
                        "payload.filter[0].params[0]",
                        "'stream' cannot be edited"),
                new Case(
                        "payload: {default: [{" + models + ", params: {messages.0.name: x}}]}",
                        "1:52",
                        "payload.default[0].params.messages.0.name",
                        "enters a list, which paths cannot"));
    }

    static Stream<Case> edge() {
        return Stream.of(
                new Case("limits: 5", "1:9", "limits", "must be a mapping with max-connections, max-exchanges"),
                new Case("limits: {max-exchange: 1}", "1:10", "limits.max-exchange", "did you mean 'max-exchanges'?"),
                new Case("limits: {max-connections: 0}", "1:27", "limits.max-connections", "from 1 to 1000000"),
                new Case("limits: {max-exchanges: many}", "1:25", "limits.max-exchanges", "must be a whole number"),
                new Case("limits: {header-size-kb: 2048}", "1:26", "limits.header-size-kb", "from 1 to 1024"),
                new Case("limits: {json-depth: 501}", "1:22", "limits.json-depth", "from 5 to 500"),
                new Case("limits: {head-timeout: 0}", "1:24", "limits.head-timeout", "from 1s to 1h"),
                new Case("limits: {body-timeout: 2h}", "1:24", "limits.body-timeout", "from 1s to 1h"),
                new Case("limits: {idle-timeout: -1}", "1:24", "limits.idle-timeout", "must be a number of seconds"),
                new Case("cors: true", "1:7", "cors", "must be a mapping with allowed-origins"),
                new Case("cors: {origins: []}", "1:8", "cors.origins", "unknown option"),
                new Case("cors: {allowed-origins: '*'}", "1:25", "cors.allowed-origins", "must be a list"),
                new Case(
                        "cors: {allowed-origins: [a.b]}",
                        "1:26",
                        "cors.allowed-origins[0]",
                        "must be an origin such as"),
                new Case(
                        "cors: {allowed-origins: ['https://a.b/']}",
                        "1:26",
                        "cors.allowed-origins[0]",
                        "without a path; or *"),
                new Case("trusted-proxies: 10.0.0.1", "1:18", "trusted-proxies", "must be a list, each entry an IP"),
                new Case("trusted-proxies: [proxy]", "1:19", "trusted-proxies[0]", "must be an IP address, or a range"),
                new Case(
                        "trusted-proxies: [10.0.0.0/33]",
                        "1:19",
                        "trusted-proxies[0]",
                        "or a range such as 10.0.0.0/8"),
                new Case("trusted-proxies: [10.0.0.256]", "1:19", "trusted-proxies[0]", "must be an IP address"),
                new Case("trusted-proxies: ['::1/129']", "1:19", "trusted-proxies[0]", "must be an IP address"),
                new Case(
                        "passthrough-headers: x", "1:22", "passthrough-headers", "must be a list, each entry the name"),
                new Case(
                        "passthrough-headers: [a b]", "1:23", "passthrough-headers[0]", "must be the name of a header"),
                new Case(
                        "passthrough-headers: [Content-Length]",
                        "1:23",
                        "passthrough-headers[0]",
                        "is the gateway's own and cannot be copied"),
                new Case("non-stream-keepalive-secs: x", "1:28", "non-stream-keepalive-secs", "from 0s to 1h"),
                new Case("log-format: jsno", "1:13", "log-format", "one of text, json; did you mean 'json'?"),
                new Case("logging-to-file: maybe", "1:18", "logging-to-file", "must be true or false"),
                new Case("log-dir: pom.xml", "1:10", "log-dir", "must be a folder that is writable, or can be made"),
                new Case("log-dir: pom.xml/logs", "1:10", "log-dir", "must be a folder that is writable"));
    }

    static Stream<Case> runtimeOptions() {
        return Stream.of(
                new Case("prot: 8317", "1:1", "prot", "unknown option; did you mean 'port'?"),
                new Case("Port: 8317", "1:1", "Port", "did you mean 'port'?"),
                new Case("bodyLimitMb: 8", "1:1", "bodyLimitMb", "did you mean 'body-limit-mb'?"),
                new Case("api_keys: [SECRET]", "1:1", "api_keys", "did you mean 'api-keys'?"),
                new Case("request-retries: 1", "1:1", "request-retries", "did you mean 'request-retry'?"),
                new Case("keepalive-seconds: 1", "1:1", "keepalive-seconds", "mean 'streaming.keepalive-seconds'?"),
                new Case(
                        "tls-of-the-future: 1", "1:1", "tls-of-the-future", "unknown option; allowed here: host, port"),
                new Case("port: eight", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Case("port: 65536", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Case("port: -1", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Case("port: 8317.5", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Case("port: 99999999999999999999", "1:7", "port", "must be a whole number from 0 to 65535"),
                new Case("port: [8317]", "1:7", "port", "must be a whole number"),
                new Case("port: {}", "1:7", "port", "must be a whole number"),
                new Case("host: \"\"", "1:7", "host", "must be a host name or an IP address"),
                new Case("host: a b", "1:7", "host", "must be a host name or an IP address"),
                new Case("api-keys: SECRET", "1:11", "api-keys", "must be a list"),
                new Case("api-keys:\n  SECRET: x", "2:3", "api-keys", "must be a list"),
                new Case("api-keys: [SECRET, \"\"]", "1:20", "api-keys[1]", "must be a key"),
                new Case("api-keys: [SECRET, ~]", "1:20", "api-keys[1]", "must be a key"),
                new Case("api-keys: [[SECRET]]", "1:12", "api-keys[0]", "must be a key"),
                new Case("admin-key: SECRET word", "1:12", "admin-key", "must be a key: printable ASCII"),
                new Case("admin-key: SECRETé", "1:12", "admin-key", "must be a key: printable ASCII"),
                new Case("admin-key: [SECRET]", "1:12", "admin-key", "must be a key"),
                new Case("body-limit-mb: 0", "1:16", "body-limit-mb", "from 1 to 1024"),
                new Case("body-limit-mb: 10MB", "1:16", "body-limit-mb", "must be a whole number"),
                new Case("connect-timeout: 0", "1:18", "connect-timeout", "500ms, 30s, 5m or 1h, from 1ms to 1h"),
                new Case("connect-timeout: 5 parsecs", "1:18", "connect-timeout", "must be a number of seconds"),
                new Case("request-timeout: 25h", "1:18", "request-timeout", "from 1ms to 24h"),
                new Case("proxy-url: proxy:8080", "1:12", "proxy-url", "must be http://, https:// or socks5://"),
                new Case("proxy-url: Direct", "1:12", "proxy-url", "or direct"),
                new Case("proxy-url: \"ftp://u:SECRET@p\"", "1:12", "proxy-url", "http://, https:// or socks5://"),
                new Case("proxy-url: \"http://u:SECRET#1@p:80\"", "1:12", "proxy-url", "percent-encoded"),
                new Case("proxy-url: \"http://u:SEC RET@p\"", "1:12", "proxy-url", "percent-encoded"),
                new Case("proxy-url: \"http://u:SECRET%0a@p\"", "1:12", "proxy-url", "user:password@"),
                new Case("proxy-url: \"http://:SECRET@p\"", "1:12", "proxy-url", "user:password@"),
                new Case("proxy-url: \"socks5://SECRET@p\"", "1:12", "proxy-url", "user:password@"),
                new Case("proxy-url: \"http://p:99999\"", "1:12", "proxy-url", "with host, port"),
                new Case("proxy-url: \"http://p/SECRET\"", "1:12", "proxy-url", "with host, port"),
                new Case("proxy-url: [\"http://SECRET\"]", "1:12", "proxy-url", "with host, port"),
                new Case("upstream: { ca-file: [a] }", "1:22", "upstream.ca-file", "must be the path of a file"),
                new Case("upstream: { max-connections: 0 }", "1:30", "upstream.max-connections", "from 1 to 1000000"),
                new Case(
                        "upstream: { max-connections-per-host: x }",
                        "1:39",
                        "upstream.max-connections-per-host",
                        "a whole number"),
                new Case("upstream: { max-waiting: -1 }", "1:26", "upstream.max-waiting", "from 0 to 1000000"),
                new Case("upstream: { idle-timeout: 0 }", "1:27", "upstream.idle-timeout", "from 1s to 1h"),
                new Case("upstream: { cafile: x }", "1:13", "upstream.cafile", "did you mean 'ca-file'?"),
                new Case("shutdown-timeout: -1s", "1:19", "shutdown-timeout", "from 0s to 1h"),
                new Case("request-retry: many", "1:16", "request-retry", "from 0 to 100"),
                new Case("retry: 3", "1:8", "retry", "must be a mapping with max-retries"),
                new Case("retry: { max-retires: 3 }", "1:10", "retry.max-retires", "did you mean 'max-retries'?"),
                new Case(
                        "request-retry: 3\nretry: { max-retries: 3 }",
                        "2:10",
                        "retry.max-retries",
                        "given twice under different names: keep 'request-retry'"),
                new Case("streaming: [1]", "1:12", "streaming", "a mapping with keepalive-seconds, bootstrap-retries"),
                new Case(
                        "streaming:\n  keepalive: 1",
                        "2:3",
                        "streaming.keepalive",
                        "unknown option; allowed here: keepalive-seconds, bootstrap-retries"),
                new Case("routing:\n  strategy: fill_first", "2:13", "routing.strategy", "did you mean 'fill-first'?"),
                new Case("routing:\n  strategy: random", "2:13", "routing.strategy", "one of round-robin, fill-first"),
                new Case("retry: { cooldown: maybe }", "1:20", "retry.cooldown", "must be true or false"),
                new Case("retry: { cooldown-429-secs: 2h }", "1:29", "retry.cooldown-429-secs", "from 0s to 1h"),
                new Case(
                        "retry: { cooldown-5x-secs: 1 }",
                        "1:10",
                        "retry.cooldown-5x-secs",
                        "mean 'cooldown-5xx-secs'?"),
                new Case(
                        "retry: { cooldown-network-secs: no }",
                        "1:33",
                        "retry.cooldown-network-secs",
                        "a number of seconds"),
                new Case("max-retry-interval: -1", "1:21", "max-retry-interval", "from 0s to 1h"),
                new Case(
                        "non-stream-keepalive-secs: often", "1:28", "non-stream-keepalive-secs", "a number of seconds"),
                new Case("routing: { session-affinity: 3 }", "1:30", "routing.session-affinity", "true or false"),
                new Case("routing: { hedge-after: soon }", "1:25", "routing.hedge-after", "a number of seconds"),
                new Case("force-model-prefix: a/", "1:21", "force-model-prefix", "must be true or false"),
                new Case("fallbacks: [a]", "1:12", "fallbacks", "must be a mapping of models to lists of models"),
                new Case("fallbacks: { a: b }", "1:17", "fallbacks.a", "must be a list"),
                new Case("plugins: { dir: /no/such/dir }", "1:17", "plugins.dir", "must be an existing folder"),
                new Case("plugins: { disabled: gemini }", "1:22", "plugins.disabled", "must be a list"),
                new Case("log-level: verbose", "1:12", "log-level", "one of error, warn, info, debug, trace"),
                new Case("log-level: inf", "1:12", "log-level", "did you mean 'info'?"),
                new Case("debug: maybe", "1:8", "debug", "must be true or false"),
                new Case("tls: true", "1:6", "tls", "must be a mapping with enable, cert, key"),
                new Case("tls: { enable: maybe }", "1:16", "tls.enable", "must be true or false"),
                new Case("tls: { cert: [a.pem] }", "1:14", "tls.cert", "must be the path of a file"),
                new Case("tls: { key: \"\" }", "1:13", "tls.key", "must be the path of a file"),
                new Case(
                        "tls:\n  enable: true\n  cert: a.pem",
                        "2:11",
                        "tls.key",
                        "is required while tls.enable is true: the path of a file"),
                new Case("tls: { enable: true, key: a.pem }", "1:16", "tls.cert", "is required while tls.enable"),
                new Case("tls: { enable: true, cert: [], key: a.pem }", "1:28", "tls.cert", "the path of a file"));
    }

    static Stream<Case> sections() {
        return Stream.of(
                new Case(
                        "opneai-api-key:\n- api-key: SECRET",
                        "1:1",
                        "opneai-api-key",
                        "no plugin declares this section; installed: openai-api-key, openai-compatibility, echo,"
                                + " acme-api-key; did you mean 'openai-api-key'?"),
                new Case(
                        "mistral-api-key:\n- api-key: SECRET",
                        "1:1",
                        "mistral-api-key",
                        "no plugin declares this section; installed: openai-api-key"),
                new Case("openai-compatible:\n- base-url: x", "1:1", "openai-compatible", "'openai-compatibility'?"),
                new Case("openai-api-key: SECRET", "1:17", "openai-api-key", "must be a list of credentials"),
                new Case(
                        "openai-api-key:\n  api-key: SECRET", "2:3", "openai-api-key", "must be a list of credentials"),
                new Case("openai-api-key: [SECRET]", "1:18", "openai-api-key[0]", "must be a mapping of options"),
                new Case("openai-api-key: [~]", "1:18", "openai-api-key[0]", "must be a mapping of options"),
                new Case("echo: loud", "1:7", "echo", "must be a list of credentials"));
    }

    static Stream<Case> credentials() {
        return Stream.of(
                openai("{}", "2:3", "", "api-key: is required: a key"),
                openai("{name: a}", "2:3", ".api-key", "is required: a key"),
                openai("{api-key: k, weight: 0}", "2:24", ".weight", "from 1 to 100"),
                openai("{api-key: k, priority: high}", "2:26", ".priority", "from -1000 to 1000"),
                openai("{api-key: k, discover-models: 1}", "2:33", ".discover-models", "must be true or false"),
                openai("{api-key: }", "2:3", ".api-key", "is required: a key"),
                openai("{api-key: \"\"}", "2:13", ".api-key", "must be a key"),
                openai("{api-key: \"SECRET\\nSECRET\"}", "2:13", ".api-key", "must be a key"),
                openai("{api-kye: SECRET, api-key: k}", "2:4", ".api-kye", "unknown option; did you mean 'api-key'?"),
                openai(
                        "{api-key: k, proxy: x}",
                        "2:16",
                        ".proxy",
                        "allowed here: api-key, name, base-url, prefix, models"),
                openai("{api-key: k, sk-proj-SECRET0123456789abcdefghijkl: x}", "2:16", ".(a long name)", "unknown"),
                openai("{api-key: k, api-key: SECRET}", "2:16", ".api-key", "given twice, first in line 2"),
                openai("{api-key: k, name: \"\"}", "2:22", ".name", "must be up to 64 letters"),
                openai("{api-key: k, name: \"a\\nb\"}", "2:22", ".name", "must be up to 64 letters"),
                openai("{api-key: k, base-url: api.openai.com}", "2:26", ".base-url", "absolute http or https URL"),
                openai(
                        "{api-key: k, base-url: \"ftp://x.example\"}",
                        "2:26",
                        ".base-url",
                        "absolute http or https URL"),
                openai("{api-key: k, base-url: \"https://u:SECRET@x.example\"}", "2:26", ".base-url", "without user"),
                openai("{api-key: k, base-url: \"https://x.example/?key=SECRET\"}", "2:26", ".base-url", "query"),
                openai("{api-key: k, base-url: \"https://x.example/#a\"}", "2:26", ".base-url", "fragment"),
                openai("{api-key: k, base-url: \"https://x y\"}", "2:26", ".base-url", "absolute http or https URL"),
                openai("{api-key: k, base-url: \"http://x:99999\"}", "2:26", ".base-url", "absolute http or https URL"),
                openai("{api-key: k, base-url: SECRET}", "2:26", ".base-url", "absolute http or https URL"),
                openai("{api-key: k, prefix: \"a b\"}", "2:24", ".prefix", "must be text without spaces"),
                openai("{api-key: k, excluded-models: x}", "2:33", ".excluded-models", "must be a list"),
                openai("{api-key: k, excluded-models: [\"\"]}", "2:34", ".excluded-models[0]", "not empty"),
                openai("{api-key: k, headers: [a]}", "2:25", ".headers", "must be a mapping of header names"),
                openai("{api-key: k, headers: {a b: SECRET}}", "2:26", ".headers.a b", "not a header name"),
                openai("{api-key: k, headers: {Host: SECRET}}", "2:26", ".headers.Host", "is set by the gateway"),
                openai("{api-key: k, headers: {x: \"SECRET\\r\\n\"}}", "2:29", ".headers.x", "must be a header value"),
                openai("{api-key: k, headers: {x: [SECRET]}}", "2:29", ".headers.x", "must be a header value"),
                openai("{api-key: k, proxy-url: \"http://u:SECRET\"}", "2:27", ".proxy-url", "must be http://"),
                openai("{api-key: k, connect-timeout: 0}", "2:33", ".connect-timeout", "from 1ms to 1h"),
                openai("{api-key: k, request-timeout: long}", "2:33", ".request-timeout", "from 1ms to 24h"),
                openai("{api-key: k, disabled: SECRET}", "2:26", ".disabled", "must be true or false"),
                new Case(
                        "openai-api-key:\n- {api-key: a, name: n}\n- {api-key: b, name: n}",
                        "3:22",
                        "openai-api-key[1].name",
                        "the name of openai-api-key[0] too"),
                new Case(
                        "openai-compatibility:\n- api-key: SECRET",
                        "2:3",
                        "openai-compatibility[0].base-url",
                        "is required: an absolute http or https URL"),
                new Case("echo: [{api-key: SECRET}]", "1:9", "echo[0].api-key", "echo takes no api-key"),
                new Case("echo: {dealy: 1}", "1:8", "echo[0].dealy", "did you mean 'delay'?"));
    }

    private static Case openai(String entry, String at, String option, String message) {
        String path = option.isEmpty() ? ".api-key" : option;
        return new Case("openai-api-key:\n- " + entry, at, "openai-api-key[0]" + path, message);
    }

    static Stream<Case> models() {
        return Stream.of(
                openai("{api-key: k, models: gpt}", "2:24", ".models", "must be a list, each entry a model"),
                openai("{api-key: k, models: [\"\"]}", "2:25", ".models[0]", "not empty"),
                openai(
                        "{api-key: k, models: [[gpt]]}",
                        "2:25",
                        ".models[0]",
                        "must be a model, as text or as a mapping"),
                openai("{api-key: k, models: [~]}", "2:25", ".models[0]", "must be a model"),
                openai("{api-key: k, models: [{alias: a}]}", "2:25", ".models[0].id", "is required"),
                openai("{api-key: k, models: [{id: a, aliases: b}]}", "2:33", ".models[0].aliases", "mean 'alias'?"),
                openai("{api-key: k, models: [{id: {}}]}", "2:30", ".models[0].id", "must be text"),
                openai("{api-key: k, models: [a, b, a]}", "2:31", ".models[2]", "the same name as models[0]"),
                openai(
                        "{api-key: k, models: [{id: a, alias: b}, b]}",
                        "2:44",
                        ".models[1]",
                        "the same name as models[0]"));
    }

    static Stream<Case> pluginOptions() {
        return Stream.of(
                new Case("acme-region: mars", "1:14", "acme-region", "must be one of eu, us"),
                new Case("acme-regoin: eu", "1:1", "acme-regoin", "did you mean 'acme-region'?"),
                acme("eager: true", "2:3", "account", "is required", ""),
                acme("token: \"\"", "2:35", "token", "not empty"),
                acme("token: [SECRET]", "2:35", "token", "must be text"),
                acme("depth: deep", "2:35", "depth", "must be a whole number"),
                acme("cache: fast", "2:35", "cache", "must be a mapping with size, mode"),
                acme("cache: {size: big}", "2:42", "cache.size", "must be a whole number"),
                acme("cache: {mode: fsat}", "2:42", "cache.mode", "one of fast, small; did you mean 'fast'?"),
                acme("cache: {sise: 1}", "2:36", "cache.sise", "did you mean 'size'?"),
                acme("level: 3", "2:35", "level", "must be one of 1, 2"),
                acme("eager: perhaps", "2:35", "eager", "must be true or false"),
                acme("patience: long", "2:38", "patience", "must be a number of seconds, or a duration"),
                acme("callback: /path", "2:38", "callback", "must be an absolute http or https URL"),
                acme("certificate: no-such-file", "2:41", "certificate", "must be a readable file"),
                acme("certificate: src", "2:41", "certificate", "must be a readable file"),
                acme("zones: [nroth]", "2:36", "zones[0]", "did you mean 'north'?"),
                acme("zones: north", "2:35", "zones", "must be a list, each entry one of north, south"),
                acme("tags: [a]", "2:34", "tags", "must be a mapping of names to texts"),
                acme("tags: {a: {}}", "2:38", "tags.a", "must be text"),
                acme("extra: a", "2:35", "extra", "must be a mapping"),
                acme("ager: true", "2:28", "ager", "did you mean 'eager'?"));
    }

    private static Case acme(String option, String at, String path, String message) {
        return acme(option, at, path, message, "account: a, ");
    }

    private static Case acme(String option, String at, String path, String message, String before) {
        String yaml = "acme-api-key:\n- {api-key: k, " + before + option + "}";
        return new Case(yaml, at, "acme-api-key[0]." + path, message);
    }

    static Stream<Case> placeholders() {
        return Stream.of(
                openai("{api-key: \"${NO_SUCH}\"}", "2:13", ".api-key", "the environment variable NO_SUCH is not set"),
                new Case("port: ${A_KEY}", "1:7", "port", "must be a whole number"),
                new Case("host: ${EMPTY}", "1:7", "host", "must be a host name"),
                new Case("admin-key: ${A_KEY} SECRET", "1:12", "admin-key", "must be a key"),
                new Case("admin-key: ${A-KEY}", "1:12", "admin-key", "write ${NAME} or ${NAME:-default}"),
                new Case("admin-key: SECRET${", "1:12", "admin-key", "write ${NAME} or ${NAME:-default}"),
                new Case("debug: ${NO_SUCH:-perhaps}", "1:8", "debug", "must be true or false"),
                new Case("routing: ${A_KEY}", "1:10", "routing", "must be a mapping with strategy"));
    }

    @Test
    void thereAreEnoughCases() {
        assertThat(Stream.of(
                                yaml(),
                                clientKeys(),
                                payload(),
                                edge(),
                                runtimeOptions(),
                                sections(),
                                credentials(),
                                models(),
                                pluginOptions(),
                                placeholders())
                        .flatMap(cases -> cases))
                .hasSizeGreaterThanOrEqualTo(180);
    }

    @Test
    void allProblemsAreReportedAtOnceInTheOrderOfTheFile() {
        String yaml = """
                prot: 1
                routing: { strategy: rnd }
                openai-api-key:
                  - api-key: ${NO_SUCH}
                    base-url: nowhere
                  - name: x
                    modles: []
                nothing-at-all: 1
                """;

        assertThat(Loading.problems(Loading.load(yaml, Map.of())))
                .extracting(problem -> problem.line() + " " + problem.path())
                .containsExactly(
                        "1 prot",
                        "2 routing.strategy",
                        "4 openai-api-key[0].api-key",
                        "5 openai-api-key[0].base-url",
                        "6 openai-api-key[1].api-key",
                        "7 openai-api-key[1].modles",
                        "8 nothing-at-all");
    }

    @Test
    void aliasBombIsRefusedQuickly() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(Loading.problems(Loading.load(yaml.toString(), Map.of())))
                .anyMatch(problem -> problem.message().contains("too large or nested too deeply"));
    }

    @Test
    void deepNestingIsRefused() {
        String yaml = "port: " + "[".repeat(5000) + "]".repeat(5000);

        assertThat(Loading.problems(Loading.load(yaml, Map.of()))).hasSize(1);
    }
}
