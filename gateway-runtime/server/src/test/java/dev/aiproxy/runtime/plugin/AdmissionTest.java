package dev.aiproxy.runtime.plugin;

import static dev.aiproxy.runtime.plugin.PluginFolder.info;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.translate.Translator;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plugins can serve together. */
final class AdmissionTest {
    private static final String CHAT = "Endpoint.post(\"/v1/chat\", Operation.CHAT)";

    @TempDir
    Path temp;

    private PluginFolder folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = PluginFolder.in(temp);
    }

    private void assertSecondRefused(String... words) {
        try (PluginSet set = folder.load()) {
            assertThat(info(set, "a.jar").state()).isEqualTo(PluginInfo.State.STARTED);
            assertThat(info(set, "b.jar").state()).isEqualTo(PluginInfo.State.REFUSED);
            assertThat(info(set, "b.jar").reason()).contains(words);
        }
    }

    @Test
    void twoJarsOfOneIdAreBothNamed() throws IOException {
        folder.add("a.jar", TinyPlugin.provider("acme"))
                .add("b.jar", TinyPlugin.provider("acme").manifest("Plugin-Version", "1.1.0"));

        assertSecondRefused("plugin id 'acme'", "a.jar", "b.jar");
    }

    @Test
    void twoProvidersOfOneId() throws IOException {
        folder.add("a.jar", TinyPlugin.provider("acme"))
                .add("b.jar", TinyPlugin.provider("acme").manifest("Plugin-Id", "other"));

        assertSecondRefused("provider 'acme'", "a.jar (plugin 'acme')", "b.jar");
    }

    @Test
    void twoProvidersOfOneConfigurationSection() throws IOException {
        folder.add("a.jar", provider("one", "ProviderSpec.builder(\"one\").configSection(\"acme-api-key\").build()"))
                .add("b.jar", provider("two", "ProviderSpec.builder(\"two\").configSection(\"acme-api-key\").build()"));

        assertSecondRefused("configuration section 'acme-api-key'", "a.jar", "b.jar");
    }

    @Test
    void twoFormatsOfOneId() throws IOException {
        folder.add("a.jar", TinyPlugin.translator("acme"))
                .add("b.jar", TinyPlugin.translator("acme").manifest("Plugin-Id", "other"));

        assertSecondRefused("wire format 'acme'", "a.jar", "b.jar");
    }

    @Test
    void twoFormatsWithOneEndpoint() throws IOException {
        folder.add("a.jar", TinyPlugin.translator("one", CHAT)).add("b.jar", TinyPlugin.translator("two", CHAT));

        assertSecondRefused("endpoint POST /v1/chat", "a.jar", "b.jar");
    }

    @Test
    void nameOfAPathVariableMakesNoDifference() throws IOException {
        folder.add("a.jar", TinyPlugin.translator("one", "Endpoint.post(\"/m/{model}:run\", Operation.CHAT)"))
                .add("b.jar", TinyPlugin.translator("two", "Endpoint.post(\"/m/{name}:run\", Operation.CHAT)"));

        assertSecondRefused("endpoint POST /m/{}:run");
    }

    @Test
    void sameEndpointWithAnotherRequiredHeaderIsAnother() throws IOException {
        folder.add("a.jar", TinyPlugin.translator("one", CHAT))
                .add("b.jar", TinyPlugin.translator("two", CHAT + ".requiring(\"x-two\")"));

        try (PluginSet set = folder.load()) {
            assertThat(set.translators()).hasSize(2);
        }
    }

    @Test
    void oneThingTwiceInOnePlugin() throws IOException {
        folder.add(
                "a.jar",
                TinyPlugin.provider("acme")
                        .source("acme.Again", TinyPlugin.factory("Again", "acme", ""))
                        .service(ProviderFactory.class, "acme.Again"));

        try (PluginSet set = folder.load()) {
            assertThat(info(set, "a.jar").reason()).isEqualTo("a.jar offers provider 'acme' twice");
        }
    }

    @Test
    void neededFormatMayComeFromALaterFile() throws IOException {
        folder.add("a.jar", needing("one", "wire")).add("b.jar", TinyPlugin.translator("wire"));

        try (PluginSet set = folder.load()) {
            assertThat(set.plugins()).extracting(PluginInfo::state).containsOnly(PluginInfo.State.STARTED);
        }
    }

    @Test
    void formatOfARefusedPluginIsNoLongerThere() throws IOException {
        folder.add("a.jar", needing("one", "wire"))
                .add(
                        "b.jar",
                        needing("two", "klingon")
                                .source("acme.Format", TinyPlugin.translatorSource("Format", "wire"))
                                .service(Translator.class, "acme.Format"));

        try (PluginSet set = folder.load()) {
            assertThat(info(set, "a.jar").reason()).contains("'wire'");
            assertThat(info(set, "b.jar").reason()).contains("'klingon'");
        }
    }

    @Test
    void refusedPluginDoesNotKeepWhatItClaimed() throws IOException {
        folder.add("a.jar", needing("acme", "klingon").manifest("Plugin-Id", "first"))
                .add("b.jar", TinyPlugin.provider("acme"));

        try (PluginSet set = folder.load()) {
            assertThat(info(set, "a.jar").reason()).contains("'klingon'");
            assertThat(info(set, "b.jar").state()).isEqualTo(PluginInfo.State.STARTED);
        }
    }

    private static PluginJar needing(String id, String format) {
        return provider(id, "ProviderSpec.builder(\"" + id + "\").needs(WireFormat.of(\"" + format + "\")).build()");
    }

    private static PluginJar provider(String id, String spec) {
        return PluginJar.plugin(id)
                .source("acme.Factory", TinyPlugin.factoryWithSpec("Factory", "return " + spec + ";"))
                .service(ProviderFactory.class, "acme.Factory");
    }
}
