package dev.aiproxy.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ProviderFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code inside a plugin can see; the plugin's factory answers questions as an operator on strings. */
final class PluginIsolationTest {
    private static final String PROBE = """
            package acme;
            import dev.aiproxy.api.provider.*;
            import java.util.function.UnaryOperator;
            public class Probe implements ProviderFactory, UnaryOperator<String> {
                static final ClassLoader AT_START = Thread.currentThread().getContextClassLoader();
                public ProviderSpec spec() {
                    return ProviderSpec.builder("probe").build();
                }
                public Provider create(ProviderContext context) {
                    throw new IllegalStateException("not asked for here");
                }
                public String apply(String question) {
                    String what = question.substring(question.indexOf(':') + 1);
                    try {
                        ClassLoader own = Probe.class.getClassLoader();
                        switch (question.substring(0, question.indexOf(':'))) {
                            case "class": return where(Class.forName(what).getClassLoader());
                            case "resource": return own.getResource(what) == null ? "absent" : "there";
                            case "resources": return java.util.Collections.list(own.getResources(what)).size() + "";
                            case "context": return "" + (AT_START == own);
                            default: return question;
                        }
                    } catch (Throwable failure) {
                        return failure.getClass().getSimpleName();
                    }
                }
                private static String where(ClassLoader loader) {
                    return loader == Probe.class.getClassLoader() ? "own" : loader == null ? "jdk" : loader.getName();
                }
            }
            """;

    @TempDir
    static Path temp;

    private static PluginSet set;
    private static UnaryOperator<String> probe;

    @BeforeAll
    static void loadProbe() throws IOException {
        PluginJar jar = PluginJar.plugin("probe")
                .source("acme.Probe", PROBE)
                .source("com.fasterxml.jackson.annotation.JsonProperty", annotation("com.fasterxml.jackson.annotation"))
                .source("org.slf4j.Logger", "package org.slf4j; public interface Logger {}")
                .source("org.slf4j.simple.SimpleLogger", "package org.slf4j.simple; public class SimpleLogger {}")
                .source("tools.jackson.databind.JsonNode", "package tools.jackson.databind; public class JsonNode {}")
                .source("okhttp3.OkHttpClient", "package okhttp3; public class OkHttpClient {}")
                .entry("own.txt", "hello")
                .service(ProviderFactory.class, "acme.Probe");
        set = PluginFolder.in(temp).add("probe.jar", jar).load();
        assertThat(set.plugins().get(0).reason()).isNull();
        @SuppressWarnings("unchecked")
        UnaryOperator<String> operator =
                (UnaryOperator<String>) set.providers().get(0).factory();
        probe = operator;
    }

    @AfterAll
    static void close() {
        set.close();
    }

    private static String annotation(String packageName) {
        return "package " + packageName + "; public @interface JsonProperty {}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.aiproxy.runtime.plugin.PluginLoader",
                "dev.aiproxy.runtime.json.RequestBody",
                "io.undertow.Undertow",
                "io.undertow.client.UndertowClient",
                "org.xnio.Xnio",
                "org.jboss.logging.Logger",
                "org.pf4j.PluginManager",
                "org.pf4j.Plugin",
                "com.github.zafarkhaja.semver.Version",
                "org.yaml.snakeyaml.Yaml",
                "ch.qos.logback.classic.Logger",
                "dev.failsafe.Failsafe",
                "com.codahale.metrics.MetricRegistry",
                "picocli.CommandLine",
                "org.junit.jupiter.api.Test"
            })
    void classesOfTheGatewayDoNotExist(String name) {
        assertThat(PluginIsolationTest.class.getClassLoader())
                .as("on the class path")
                .satisfies(loader -> assertThat(loader.getResource(name.replace('.', '/') + ".class"))
                        .isNotNull());
        assertThat(probe.apply("class:" + name)).isEqualTo("ClassNotFoundException");
        assertThat(probe.apply("resource:" + name.replace('.', '/') + ".class")).isEqualTo("absent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/services/org.xnio.XnioProvider",
                "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                "META-INF/services/org.junit.platform.engine.TestEngine"
            })
    void servicesOfTheGatewayDoNotExist(String name) {
        assertThat(PluginIsolationTest.class.getClassLoader().getResource(name))
                .as("on the class path")
                .isNotNull();
        assertThat(probe.apply("resource:" + name)).isEqualTo("absent");
        assertThat(probe.apply("resources:" + name)).isEqualTo("0");
    }

    @Test
    void onlyItsOwnManifestIsThere() {
        assertThat(probe.apply("resources:META-INF/MANIFEST.MF")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.aiproxy.api.provider.ProviderSpec",
                "tools.jackson.core.JsonParser",
                "tools.jackson.databind.json.JsonMapper",
                "org.slf4j.LoggerFactory",
                "org.jspecify.annotations.NullMarked",
                "com.fasterxml.jackson.annotation.JsonInclude"
            })
    void sharedClassesAreTheGateways(String name) {
        assertThat(probe.apply("class:" + name))
                .isEqualTo(PluginIsolationTest.class.getClassLoader().getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.util.List", "java.net.http.HttpClient", "java.sql.Driver", "javax.crypto.Mac"})
    void jdkIsThere(String name) {
        assertThat(probe.apply("class:" + name)).isIn("jdk", "platform");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.slf4j.Logger", "tools.jackson.databind.JsonNode"})
    void bundledCopyOfASharedClassIsNotUsed(String name) {
        assertThat(probe.apply("class:" + name))
                .isEqualTo(PluginIsolationTest.class.getClassLoader().getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.fasterxml.jackson.annotation.JsonProperty",
                "org.slf4j.simple.SimpleLogger",
                "okhttp3.OkHttpClient",
                "acme.Probe"
            })
    void bundledLibraryIsItsOwn(String name) {
        assertThat(probe.apply("class:" + name)).isEqualTo("own");
    }

    @Test
    void itsOwnResourcesAreThere() {
        assertThat(probe.apply("resource:own.txt")).isEqualTo("there");
    }

    @Test
    void contextClassLoaderIsItsOwnWhileItsCodeRuns() {
        assertThat(probe.apply("context:")).isEqualTo("true");
        assertThat(Thread.currentThread().getContextClassLoader())
                .isEqualTo(PluginIsolationTest.class.getClassLoader());
    }
}
