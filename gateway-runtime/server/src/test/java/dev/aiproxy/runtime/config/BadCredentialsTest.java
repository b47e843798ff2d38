package dev.aiproxy.runtime.config;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong sections of providers, credentials in them, and options of plugins. */
final class BadCredentialsTest {
    @ParameterizedTest
    @MethodSource({"sections", "credentials", "models", "pluginOptions"})
    void mistakeIsReportedWhereItStands(Mistake mistake) {
        mistake.assertReported();
    }

    static Stream<Mistake> sections() {
        return Stream.of(
                new Mistake(
                        "opneai-api-key:\n- api-key: SECRET",
                        "1:1",
                        "opneai-api-key",
                        "no plugin declares this section; installed: openai-api-key, openai-compatibility, echo,"
                                + " acme-api-key; did you mean 'openai-api-key'?"),
                new Mistake(
                        "mistral-api-key:\n- api-key: SECRET",
                        "1:1",
                        "mistral-api-key",
                        "no plugin declares this section; installed: openai-api-key"),
                new Mistake("openai-compatible:\n- base-url: x", "1:1", "openai-compatible", "'openai-compatibility'?"),
                new Mistake("openai-api-key: SECRET", "1:17", "openai-api-key", "must be a list of credentials"),
                new Mistake(
                        "openai-api-key:\n  api-key: SECRET", "2:3", "openai-api-key", "must be a list of credentials"),
                new Mistake("openai-api-key: [SECRET]", "1:18", "openai-api-key[0]", "must be a mapping of options"),
                new Mistake("openai-api-key: [~]", "1:18", "openai-api-key[0]", "must be a mapping of options"),
                new Mistake("echo: loud", "1:7", "echo", "must be a list of credentials"));
    }

    static Stream<Mistake> credentials() {
        Stream<Mistake> openai = table(Mistake::openai, """
                {}                                                      | 2:3  |                     | api-key: is required: a key
                {name: a}                                               | 2:3  | .api-key            | is required: a key
                {api-key: k, weight: 0}                                 | 2:24 | .weight             | from 1 to 100
                {api-key: k, priority: high}                            | 2:26 | .priority           | from -1000 to 1000
                {api-key: k, discover-models: 1}                        | 2:33 | .discover-models    | must be true or false
                {api-key: }                                             | 2:3  | .api-key            | is required: a key
                {api-key: ""}                                           | 2:13 | .api-key            | must be a key
                {api-key: "SECRET\\nSECRET"}                            | 2:13 | .api-key            | must be a key
                {api-kye: SECRET, api-key: k}                           | 2:4  | .api-kye            | unknown option; did you mean 'api-key'?
                {api-key: k, proxy: x}                                  | 2:16 | .proxy              | allowed here: api-key, name, base-url, prefix, models
                {api-key: k, sk-proj-SECRET0123456789abcdefghijkl: x}   | 2:16 | .(a long name)      | unknown
                {api-key: k, api-key: SECRET}                           | 2:16 | .api-key            | given twice, first in line 2
                {api-key: k, name: ""}                                  | 2:22 | .name               | must be up to 64 letters
                {api-key: k, name: "a\\nb"}                             | 2:22 | .name               | must be up to 64 letters
                {api-key: k, base-url: api.openai.com}                  | 2:26 | .base-url           | absolute http or https URL
                {api-key: k, base-url: "ftp://x.example"}               | 2:26 | .base-url           | absolute http or https URL
                {api-key: k, base-url: "https://u:SECRET@x.example"}    | 2:26 | .base-url           | without user
                {api-key: k, base-url: "https://x.example/?key=SECRET"} | 2:26 | .base-url           | query
                {api-key: k, base-url: "https://x.example/#a"}          | 2:26 | .base-url           | fragment
                {api-key: k, base-url: "https://x y"}                   | 2:26 | .base-url           | absolute http or https URL
                {api-key: k, base-url: "http://x:99999"}                | 2:26 | .base-url           | absolute http or https URL
                {api-key: k, base-url: SECRET}                          | 2:26 | .base-url           | absolute http or https URL
                {api-key: k, prefix: "a b"}                             | 2:24 | .prefix             | must be text without spaces
                {api-key: k, excluded-models: x}                        | 2:33 | .excluded-models    | must be a list
                {api-key: k, excluded-models: [""]}                     | 2:34 | .excluded-models[0] | not empty
                {api-key: k, headers: [a]}                              | 2:25 | .headers            | must be a mapping of header names
                {api-key: k, headers: {a b: SECRET}}                    | 2:26 | .headers.a b        | not a header name
                {api-key: k, headers: {Host: SECRET}}                   | 2:26 | .headers.Host       | is set by the gateway
                {api-key: k, headers: {x: "SECRET\\r\\n"}}              | 2:29 | .headers.x          | must be a header value
                {api-key: k, headers: {x: [SECRET]}}                    | 2:29 | .headers.x          | must be a header value
                {api-key: k, proxy-url: "http://u:SECRET"}              | 2:27 | .proxy-url          | must be http://
                {api-key: k, connect-timeout: 0}                        | 2:33 | .connect-timeout    | from 1ms to 1h
                {api-key: k, request-timeout: long}                     | 2:33 | .request-timeout    | from 1ms to 24h
                {api-key: k, disabled: SECRET}                          | 2:26 | .disabled           | must be true or false
                """);
        Stream<Mistake> others = Stream.of(
                new Mistake(
                        "openai-api-key:\n- {api-key: a, name: n}\n- {api-key: b, name: n}",
                        "3:22",
                        "openai-api-key[1].name",
                        "the name of openai-api-key[0] too"),
                new Mistake(
                        "openai-compatibility:\n- api-key: SECRET",
                        "2:3",
                        "openai-compatibility[0].base-url",
                        "is required: an absolute http or https URL"),
                new Mistake("echo: [{api-key: SECRET}]", "1:9", "echo[0].api-key", "echo takes no api-key"),
                new Mistake("echo: {dealy: 1}", "1:8", "echo[0].dealy", "did you mean 'delay'?"));
        return Stream.concat(openai, others);
    }

    static Stream<Mistake> models() {
        return table(Mistake::openai, """
                {api-key: k, models: gpt}                    | 2:24 | .models            | must be a list, each entry a model
                {api-key: k, models: [""]}                   | 2:25 | .models[0]         | not empty
                {api-key: k, models: [[gpt]]}                | 2:25 | .models[0]         | must be a model, as text or as a mapping
                {api-key: k, models: [~]}                    | 2:25 | .models[0]         | must be a model
                {api-key: k, models: [{alias: a}]}           | 2:25 | .models[0].id      | is required
                {api-key: k, models: [{id: a, aliases: b}]}  | 2:33 | .models[0].aliases | mean 'alias'?
                {api-key: k, models: [{id: {}}]}             | 2:30 | .models[0].id      | must be text
                {api-key: k, models: [a, b, a]}              | 2:31 | .models[2]         | the same name as models[0]
                {api-key: k, models: [{id: a, alias: b}, b]} | 2:44 | .models[1]         | the same name as models[0]
                """);
    }

    static Stream<Mistake> pluginOptions() {
        Stream<Mistake> acme = table(BadCredentialsTest::acme, """
                token: ""                 | 2:35 | token       | not empty
                token: [SECRET]           | 2:35 | token       | must be text
                depth: deep               | 2:35 | depth       | must be a whole number
                cache: fast               | 2:35 | cache       | must be a mapping with size, mode
                cache: {size: big}        | 2:42 | cache.size  | must be a whole number
                cache: {mode: fsat}       | 2:42 | cache.mode  | one of fast, small; did you mean 'fast'?
                cache: {sise: 1}          | 2:36 | cache.sise  | did you mean 'size'?
                level: 3                  | 2:35 | level       | must be one of 1, 2
                eager: perhaps            | 2:35 | eager       | must be true or false
                patience: long            | 2:38 | patience    | must be a number of seconds, or a duration
                callback: /path           | 2:38 | callback    | must be an absolute http or https URL
                certificate: no-such-file | 2:41 | certificate | must be a readable file
                certificate: src          | 2:41 | certificate | must be a readable file
                zones: [nroth]            | 2:36 | zones[0]    | did you mean 'north'?
                zones: north              | 2:35 | zones       | must be a list, each entry one of north, south
                tags: [a]                 | 2:34 | tags        | must be a mapping of names to texts
                tags: {a: {}}             | 2:38 | tags.a      | must be text
                extra: a                  | 2:35 | extra       | must be a mapping
                ager: true                | 2:28 | ager        | did you mean 'eager'?
                """);
        Stream<Mistake> others = Stream.of(
                new Mistake("acme-region: mars", "1:14", "acme-region", "must be one of eu, us"),
                new Mistake("acme-regoin: eu", "1:1", "acme-regoin", "did you mean 'acme-region'?"),
                new Mistake("acme-headers: {\"a b\": SECRET}", "1:16", "acme-headers.a b", "not a header name"),
                new Mistake("acme-headers: {e: \"f\\nSECRET\"}", "1:19", "acme-headers.e", "printable ASCII"),
                new Mistake("acme-headers: [SECRET]", "1:15", "acme-headers", "must be a mapping of header names"),
                new Mistake(
                        "acme-api-key:\n- {api-key: k, eager: true}", "2:3", "acme-api-key[0].account", "is required"));
        return Stream.concat(acme, others);
    }

    private static Mistake acme(String given, String at, String option, String message) {
        String yaml = "acme-api-key:\n- {api-key: k, account: a, " + given + "}";
        return new Mistake(yaml, at, "acme-api-key[0]." + option, message);
    }

    /** What a row of a table says. */
    private interface Row {
        Mistake of(String given, String at, String option, String message);
    }

    private static Stream<Mistake> table(Row row, String rows) {
        return rows.lines()
                .map(line -> line.strip().split(" *\\| +", -1))
                .map(cells -> row.of(cells[0], cells[1], cells[2], cells[3]));
    }
}
