package dev.aiproxy.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ProviderFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins with libraries beside their classes. */
final class ZipPluginTest {
    private static final String SERVICE = "META-INF/services/" + ProviderFactory.class.getName();
    private static final String MANIFEST = "Manifest-Version: 1.0\nPlugin-Id: zipped\nPlugin-Version: 1.0.0\n";

    @TempDir
    Path temp;

    private PluginFolder folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = PluginFolder.in(temp);
    }

    private PluginInfo load(PluginJar zip) throws IOException {
        try (PluginSet set = folder.add("zipped.zip", zip).load()) {
            return PluginFolder.info(set, "zipped.zip");
        }
    }

    /** A factory in a library, named by a service file in {@code classes/}. */
    private static PluginJar zip() throws IOException {
        byte[] library = PluginJar.builder()
                .source("acme.Factory", TinyPlugin.factory("Factory", "acme", ""))
                .bytes();
        return PluginJar.builder().entry("lib/acme.jar", library).entry("classes/" + SERVICE, "acme.Factory");
    }

    @Test
    void classesAndLibrariesAreOnePlugin() throws IOException {
        PluginInfo info = load(zip().entry("classes/META-INF/MANIFEST.MF", MANIFEST));

        assertThat(info.reason()).isNull();
        assertThat(info.id()).isEqualTo("zipped");
        assertThat(info.providers()).containsExactly("acme");
    }

    @Test
    void propertiesDescribeItAsWell() throws IOException {
        PluginInfo info = load(zip().entry("plugin.properties", "plugin.id=zipped\nplugin.version=1.2.0\n"));

        assertThat(info.reason()).isNull();
        assertThat(info.version()).isEqualTo("1.2.0");
    }

    @Test
    void manifestAtTheTopDescribesItAsWell() throws IOException {
        PluginInfo info = load(zip().manifest("Plugin-Id", "zipped").manifest("Plugin-Version", "1.0.0"));

        assertThat(info.reason()).isNull();
    }

    @Test
    void entryThatLeadsOutIsRefused() throws IOException {
        PluginInfo info = load(zip().entry("lib/../../../../evil.jar", "x"));

        assertThat(info.state()).isEqualTo(PluginInfo.State.REFUSED);
        assertThat(info.reason()).isEqualTo("its entry 'lib/../../../../evil.jar' leads out of the archive (zip slip)");
        try (var files = Files.walk(temp)) {
            assertThat(files).noneMatch(file -> file.endsWith("evil.jar"));
        }
    }

    @Test
    void libraryWithACopyOfTheApiIsRefused() throws IOException {
        byte[] api = PluginJar.builder()
                .entry("dev/aiproxy/api/wire/Headers.class", "copied")
                .bytes();

        PluginInfo info = load(zip().entry("plugin.properties", "plugin.id=zipped\nplugin.version=1.2.0\n")
                .entry("lib/gateway-api.jar", api));

        assertThat(info.reason()).contains("dev.aiproxy.api.wire.Headers");
    }

    @Test
    void libraryThatIsNoJarIsRefused() throws IOException {
        PluginInfo info = load(zip().entry("plugin.properties", "plugin.id=zipped\nplugin.version=1.2.0\n")
                .entry("lib/broken.jar", "x".getBytes(StandardCharsets.UTF_8)));

        assertThat(info.state()).isEqualTo(PluginInfo.State.REFUSED);
        assertThat(info.id()).isEqualTo("zipped");
        assertThat(info.reason()).contains("broken.jar");
    }
}
