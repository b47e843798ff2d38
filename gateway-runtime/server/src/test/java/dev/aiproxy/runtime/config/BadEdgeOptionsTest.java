package dev.aiproxy.runtime.config;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong values of what clients meet: keys, limits, CORS, headers, the log. */
final class BadEdgeOptionsTest {
    @ParameterizedTest
    @MethodSource({"clientKeys", "edge"})
    void mistakeIsReportedWhereItStands(Mistake mistake) {
        mistake.assertReported();
    }

    static Stream<Mistake> clientKeys() {
        return Stream.of(
                new Mistake("api-keys: [{name: ci}]", "1:12", "api-keys[0].key", "is required: a key"),
                new Mistake("api-keys: [{key: SECRET x}]", "1:18", "api-keys[0].key", "must be a key: printable ASCII"),
                new Mistake("api-keys: [{key: SECRET, nam: x}]", "1:26", "api-keys[0].nam", "did you mean 'name'?"),
                new Mistake(
                        "api-keys: [{key: SECRET, name: ''}]", "1:32", "api-keys[0].name", "must be up to 64 letters"),
                new Mistake("api-keys: [{key: SECRET, models: gpt}]", "1:34", "api-keys[0].models", "must be a list"),
                new Mistake("api-keys: [{key: SECRET, models: []}]", "1:34", "api-keys[0].models", "must not be empty"),
                new Mistake("api-keys: [{key: SECRET, models: [[]]}]", "1:35", "api-keys[0].models[0]", "must be text"),
                new Mistake("api-keys: [[SECRET]]", "1:12", "api-keys[0]", "or a mapping with key, name and models"),
                new Mistake("api-keys: [~]", "1:12", "api-keys[0]", "must be a key"));
    }

    static Stream<Mistake> edge() {
        return Stream.of(
                new Mistake("limits: 5", "1:9", "limits", "must be a mapping with max-connections, max-exchanges"),
                new Mistake(
                        "limits: {max-exchange: 1}", "1:10", "limits.max-exchange", "did you mean 'max-exchanges'?"),
                new Mistake("limits: {max-connections: 0}", "1:27", "limits.max-connections", "from 1 to 1000000"),
                new Mistake("limits: {max-exchanges: many}", "1:25", "limits.max-exchanges", "must be a whole number"),
                new Mistake("limits: {header-size-kb: 2048}", "1:26", "limits.header-size-kb", "from 1 to 1024"),
                new Mistake("limits: {json-depth: 501}", "1:22", "limits.json-depth", "from 5 to 500"),
                new Mistake("limits: {head-timeout: 0}", "1:24", "limits.head-timeout", "from 1s to 1h"),
                new Mistake("limits: {body-timeout: 2h}", "1:24", "limits.body-timeout", "from 1s to 1h"),
                new Mistake("limits: {idle-timeout: -1}", "1:24", "limits.idle-timeout", "must be a number of seconds"),
                new Mistake("cors: true", "1:7", "cors", "must be a mapping with allowed-origins"),
                new Mistake("cors: {origins: []}", "1:8", "cors.origins", "unknown option"),
                new Mistake("cors: {allowed-origins: '*'}", "1:25", "cors.allowed-origins", "must be a list"),
                new Mistake(
                        "cors: {allowed-origins: [a.b]}",
                        "1:26",
                        "cors.allowed-origins[0]",
                        "must be an origin such as"),
                new Mistake(
                        "cors: {allowed-origins: ['https://a.b/']}",
                        "1:26",
                        "cors.allowed-origins[0]",
                        "without a path; or *"),
                new Mistake("trusted-proxies: 10.0.0.1", "1:18", "trusted-proxies", "must be a list, each entry an IP"),
                new Mistake(
                        "trusted-proxies: [proxy]", "1:19", "trusted-proxies[0]", "must be an IP address, or a range"),
                new Mistake(
                        "trusted-proxies: [10.0.0.0/33]",
                        "1:19",
                        "trusted-proxies[0]",
                        "or a range such as 10.0.0.0/8"),
                new Mistake("trusted-proxies: [10.0.0.256]", "1:19", "trusted-proxies[0]", "must be an IP address"),
                new Mistake("trusted-proxies: ['::1/129']", "1:19", "trusted-proxies[0]", "must be an IP address"),
                new Mistake(
                        "passthrough-headers: x", "1:22", "passthrough-headers", "must be a list, each entry the name"),
                new Mistake(
                        "passthrough-headers: [a b]", "1:23", "passthrough-headers[0]", "must be the name of a header"),
                new Mistake(
                        "passthrough-headers: [Content-Length]",
                        "1:23",
                        "passthrough-headers[0]",
                        "is the gateway's own and cannot be copied"),
                new Mistake("non-stream-keepalive-secs: x", "1:28", "non-stream-keepalive-secs", "from 0s to 1h"),
                new Mistake("log-format: jsno", "1:13", "log-format", "one of text, json; did you mean 'json'?"),
                new Mistake("logging-to-file: maybe", "1:18", "logging-to-file", "must be true or false"),
                new Mistake(
                        "log-dir: pom.xml\nlogging-to-file: true",
                        "1:10",
                        "log-dir",
                        "must be a folder that is writable, or can be made"),
                new Mistake(
                        "log-dir: pom.xml/logs\nlogging-to-file: true",
                        "1:10",
                        "log-dir",
                        "must be a folder that is writable"),
                new Mistake("log-dir: \"\"", "1:10", "log-dir", "must be a folder that is writable"));
    }
}
