package dev.aiproxy.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginLoaderTest {
    @TempDir
    Path temp;

    private Path plugins;

    @BeforeEach
    void createFolder() throws IOException {
        plugins = Files.createDirectories(temp.resolve("in"));
    }

    private PluginSet load(PluginFilter filter) {
        return new PluginLoader(temp.resolve("work"), "0.1.0").load(plugins, filter);
    }

    @Test
    void providersAndTranslatorsOfAJarAreFound() throws IOException {
        TinyPlugin.provider("acme")
                .manifest("Plugin-Provider", "Acme Ltd")
                .manifest("Plugin-Requires", ">=0.1.0 & <1.0.0")
                .source("acme.Format", TinyPlugin.translatorSource("Format", "acme-wire"))
                .service(dev.aiproxy.api.translate.Translator.class, "acme.Format")
                .writeTo(plugins.resolve("acme-1.0.jar"));

        try (PluginSet set = load(PluginFilter.ALL)) {
            PluginInfo info = set.plugins().get(0);
            assertThat(info.reason()).isNull();
            assertThat(info.state()).isEqualTo(PluginInfo.State.STARTED);
            assertThat(info.id()).isEqualTo("acme");
            assertThat(info.version()).isEqualTo("1.0.0");
            assertThat(info.vendor()).isEqualTo("Acme Ltd");
            assertThat(info.requires()).isEqualTo(">=0.1.0 & <1.0.0");
            assertThat(info.jar()).isEqualTo("acme-1.0.jar");
            assertThat(info.sha256()).matches("[0-9a-f]{64}");
            assertThat(info.providers()).containsExactly("acme");
            assertThat(info.formats()).containsExactly("acme-wire");
            assertThat(set.providers()).singleElement().satisfies(entry -> {
                assertThat(entry.spec().id()).isEqualTo("acme");
                assertThat(entry.plugin().id()).isEqualTo("acme");
            });
            assertThat(set.translator(WireFormat.of("acme-wire"))).isPresent();
        }
    }

    @Test
    void filesAreLoadedInTheOrderOfTheirNames() throws IOException {
        TinyPlugin.provider("two").writeTo(plugins.resolve("b.jar"));
        TinyPlugin.provider("one").writeTo(plugins.resolve("c.jar"));
        TinyPlugin.provider("three").writeTo(plugins.resolve("a.jar"));

        try (PluginSet set = load(PluginFilter.ALL)) {
            assertThat(set.plugins()).extracting(PluginInfo::id).containsExactly("three", "two", "one");
            assertThat(set.providers()).extracting(entry -> entry.spec().id()).containsExactly("three", "two", "one");
        }
    }

    @Test
    void absentFolderIsAnEmptySet() {
        PluginSet set = new PluginLoader(temp.resolve("work"), "0.1.0").load(temp.resolve("none"), PluginFilter.ALL);

        assertThat(set.plugins()).isEmpty();
    }

    @Test
    void otherFilesAndHiddenOnesAreNotLookedAt() throws IOException {
        Files.writeString(plugins.resolve("README.md"), "hello");
        Files.writeString(plugins.resolve("acme.jar.part"), "half");
        Files.writeString(plugins.resolve(".acme.jar"), "half");
        Files.createDirectories(plugins.resolve("folder.jar"));

        assertThat(load(PluginFilter.ALL).plugins()).isEmpty();
    }
}
