package dev.aiproxy.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ProviderFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are fat jars, with libraries that the gateway has as well. */
final class PluginBundlingTest {
    @TempDir
    Path temp;

    @Test
    void httpClientOfItsOwnWorks() throws IOException {
        PluginJar jar = saying("""
                okhttp3.OkHttpClient client = new okhttp3.OkHttpClient();
                okhttp3.HttpUrl url = okhttp3.HttpUrl.get("https://example.test/a");
                return url.host() + (client.getClass().getClassLoader() == Factory.class.getClassLoader());
                """);

        assertThat(said(bundle(jar, "okhttp-jvm", "okio-jvm", "kotlin-stdlib"))).isEqualTo("example.testtrue");
    }

    @Test
    void loggingApiOfItsOwnGivesWayToTheGateways() throws IOException {
        PluginJar jar = saying("""
                org.slf4j.Logger logger = org.slf4j.LoggerFactory.getLogger("acme");
                logger.debug("hello from {}", "acme");
                return logger.getClass().getName();
                """);

        assertThat(said(bundle(jar, "slf4j-api", "logback-classic", "logback-core")))
                .isEqualTo("ch.qos.logback.classic.Logger");
    }

    private static PluginJar saying(String body) {
        return PluginJar.plugin("acme")
                .source(
                        "acme.Factory",
                        TinyPlugin.factory("Factory", "acme", "public String toString() {" + body + "}"))
                .service(ProviderFactory.class, "acme.Factory");
    }

    private static PluginJar bundle(PluginJar jar, String... libraries) throws IOException {
        List<String> classPath =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        for (String library : libraries) {
            String archive = classPath.stream()
                    .filter(part -> part.contains(library + "-") && part.endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(library + " is not on the class path"));
            jar.merge(Path.of(archive));
        }
        return jar;
    }

    private String said(PluginJar jar) throws IOException {
        try (PluginSet set = PluginFolder.in(temp).add("acme.jar", jar).load()) {
            assertThat(set.plugins().get(0).reason()).isNull();
            return set.providers().get(0).factory().toString();
        }
    }
}
