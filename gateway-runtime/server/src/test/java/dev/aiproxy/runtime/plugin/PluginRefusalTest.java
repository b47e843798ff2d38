package dev.aiproxy.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.translate.Translator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bad jar is refused by name and reason while the good one beside it serves. */
final class PluginRefusalTest {
    private static byte[] good;

    @TempDir
    Path temp;

    private PluginFolder folder;

    @BeforeAll
    static void compileGoodPlugin() throws IOException {
        good = TinyPlugin.provider("good").bytes();
    }

    @BeforeEach
    void addGoodPlugin() throws IOException {
        folder = PluginFolder.in(temp).add("zz-good.jar", good);
    }

    private PluginInfo refused(PluginJar bad) throws IOException {
        return refused(bad.bytes());
    }

    private PluginInfo refused(byte[] bad) throws IOException {
        folder.add("bad.jar", bad);
        try (PluginSet set = folder.load()) {
            assertThat(set.providers()).extracting(entry -> entry.spec().id()).containsExactly("good");
            PluginInfo info = PluginFolder.info(set, "bad.jar");
            assertThat(info.state()).isEqualTo(PluginInfo.State.REFUSED);
            assertThat(info.providers()).isEmpty();
            assertThat(info.formats()).isEmpty();
            assertThat(info.reason()).isNotNull();
            return info;
        }
    }

    @Test
    void emptyFile() throws IOException {
        PluginInfo info = refused(new byte[0]);

        assertThat(info.reason()).isEqualTo("the file is empty (0 bytes)");
        assertThat(info.id()).isEqualTo("bad");
        assertThat(info.version()).isNull();
        assertThat(info.sha256()).startsWith("e3b0c44298fc1c14");
    }

    @Test
    void noArchive() throws IOException {
        assertThat(refused("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)).reason())
                .startsWith("it is no jar or zip: ");
    }

    @Test
    void halfCopiedArchive() throws IOException {
        byte[] whole = TinyPlugin.provider("acme").bytes();

        assertThat(refused(Arrays.copyOf(whole, whole.length / 2)).reason()).startsWith("it is no jar or zip: ");
    }

    @Test
    void plainJarWithoutPluginId() throws IOException {
        PluginJar plain = PluginJar.builder().entry("hello.txt", "hello");

        assertThat(refused(plain).reason()).isEqualTo("its manifest has no Plugin-Id");
    }

    @Test
    void idThatWouldNotFitInAUrl() throws IOException {
        assertThat(refused(TinyPlugin.provider("acme").manifest("Plugin-Id", "a/b"))
                        .reason())
                .contains("Plugin-Id 'a/b'");
    }

    @Test
    void absentVersion() throws IOException {
        PluginInfo info = refused(TinyPlugin.provider("acme").manifest("Plugin-Version", " "));

        assertThat(info.reason()).isEqualTo("its manifest has no Plugin-Version");
        assertThat(info.id()).isEqualTo("acme");
        assertThat(info.version()).isNull();
    }

    @Test
    void versionThatIsNone() throws IOException {
        assertThat(refused(TinyPlugin.provider("acme").manifest("Plugin-Version", "latest"))
                        .reason())
                .contains("Plugin-Version 'latest'");
    }

    @Test
    void newerApiThanThisOne_F28() throws IOException {
        assertThat(refused(TinyPlugin.provider("acme").manifest("Plugin-Requires", ">=2.0.0"))
                        .reason())
                .isEqualTo("it requires gateway API >=2.0.0, this gateway has API 0.1.0");
    }

    @Test
    void olderApiThanThisOne_F28() throws IOException {
        assertThat(refused(TinyPlugin.provider("acme").manifest("Plugin-Requires", "<0.1.0"))
                        .reason())
                .isEqualTo("it requires gateway API <0.1.0, this gateway has API 0.1.0");
    }

    @Test
    void bareRequiredVersionMeansThatOrNewer() throws IOException {
        assertThat(refused(TinyPlugin.provider("acme").manifest("Plugin-Requires", "0.2.0"))
                        .reason())
                .isEqualTo("it requires gateway API 0.2.0, this gateway has API 0.1.0");
    }

    @Test
    void rangeThatIsNone() throws IOException {
        assertThat(refused(TinyPlugin.provider("acme").manifest("Plugin-Requires", "any you like"))
                        .reason())
                .contains("Plugin-Requires 'any you like'");
    }

    @Test
    void dependencyOnAnotherPlugin() throws IOException {
        assertThat(refused(TinyPlugin.provider("acme").manifest("Plugin-Dependencies", "good"))
                        .reason())
                .contains("Plugin-Dependencies 'good'");
    }

    @Test
    void noServices_F26() throws IOException {
        assertThat(refused(PluginJar.plugin("acme").source("acme.Factory", TinyPlugin.factory("Factory", "acme", "")))
                        .reason())
                .startsWith("it declares no services in META-INF/services; known are ")
                .contains(ProviderFactory.class.getName());
    }

    @Test
    void misspeltService_F26() throws IOException {
        PluginJar misspelt =
                TinyPlugin.provider("acme").service("dev.aiproxy.api.provider.ProviderFactroy", "acme.Factory");

        assertThat(refused(misspelt).reason())
                .isEqualTo(
                        "META-INF/services/dev.aiproxy.api.provider.ProviderFactroy names no service of the gateway's"
                                + " API; did you mean dev.aiproxy.api.provider.ProviderFactory?");
    }

    @Test
    void serviceInTheWrongPackage_F26() throws IOException {
        PluginJar misplaced = TinyPlugin.provider("acme").service("dev.aiproxy.api.Translator", "acme.Factory");

        assertThat(refused(misplaced).reason())
                .contains("dev.aiproxy.api.Translator", "did you mean " + Translator.class.getName());
    }

    @Test
    void misspeltHook_F26() throws IOException {
        PluginJar misspelt =
                TinyPlugin.provider("acme").service("dev.aiproxy.api.exchange.UsageListner", "acme.Factory");

        assertThat(refused(misspelt).reason()).contains("did you mean " + UsageListener.class.getName());
    }

    @Test
    void missingHook_F26() throws IOException {
        PluginJar missing = TinyPlugin.provider("acme").service(UsageListener.class.getName(), "acme.Nowhere");

        assertThat(refused(missing).reason())
                .startsWith("its service cannot be used")
                .contains("acme.Nowhere");
    }

    @Test
    void hookThatIsNone_F26() throws IOException {
        PluginJar other = TinyPlugin.provider("acme").service(UsageListener.class.getName(), "acme.Factory");

        assertThat(refused(other).reason())
                .startsWith("its service cannot be used")
                .contains("not a subtype");
    }

    @Test
    void hookFileWithoutAClass_F26() throws IOException {
        PluginJar empty =
                TinyPlugin.provider("acme").entry("META-INF/services/" + UsageListener.class.getName(), "# none\n");

        assertThat(refused(empty).reason())
                .isEqualTo("META-INF/services/" + UsageListener.class.getName() + " names no class of its own");
    }

    @Test
    void misspeltPackageOfAService_F26() throws IOException {
        PluginJar misspelt =
                TinyPlugin.provider("acme").service("dev.aiprox.api.provider.ProviderFactory", "acme.Factory");

        assertThat(refused(misspelt).reason()).contains("did you mean " + ProviderFactory.class.getName());
    }

    @Test
    void serviceFileWithoutAClass() throws IOException {
        PluginJar empty =
                PluginJar.plugin("acme").entry("META-INF/services/" + ProviderFactory.class.getName(), "# none\n");

        assertThat(refused(empty).reason())
                .isEqualTo("META-INF/services/" + ProviderFactory.class.getName() + " names no class of its own");
    }

    @Test
    void absentServiceClass() throws IOException {
        PluginJar absent = PluginJar.plugin("acme").service(ProviderFactory.class, "acme.Missing");

        assertThat(refused(absent).reason()).contains("ProviderFactory", "acme.Missing", "not found");
    }

    @Test
    void serviceClassOfTheWrongType() throws IOException {
        PluginJar wrong = PluginJar.plugin("acme")
                .source("acme.Other", "package acme; public class Other {}")
                .service(ProviderFactory.class, "acme.Other");

        assertThat(refused(wrong).reason()).contains("acme.Other", "not a subtype");
    }

    @Test
    void abstractServiceClass() throws IOException {
        PluginJar wrong = PluginJar.plugin("acme")
                .source(
                        "acme.Other",
                        "package acme; public abstract class Other implements dev.aiproxy.api.provider.ProviderFactory {}")
                .service(ProviderFactory.class, "acme.Other");

        assertThat(refused(wrong).reason()).contains("acme.Other", "InstantiationException");
    }

    @Test
    void constructorWithParameters() throws IOException {
        assertThat(refused(withMember("public Factory(String name) {}")).reason())
                .contains("acme.Factory", "no-arg constructor");
    }

    @Test
    void constructorThatThrows() throws IOException {
        assertThat(refused(withMember("public Factory() { throw new IllegalStateException(\"no license\"); }"))
                        .reason())
                .contains("acme.Factory", "java.lang.IllegalStateException: no license");
    }

    @Test
    void constructorThatIsAnError() throws IOException {
        assertThat(refused(withMember("public Factory() { throw new StackOverflowError(); }"))
                        .reason())
                .contains("acme.Factory", "java.lang.StackOverflowError");
    }

    @Test
    void staticInitializerThatThrows() throws IOException {
        assertThat(refused(withMember("static final int N = Integer.parseInt(\"x\");"))
                        .reason())
                .contains("acme.Factory", "ExceptionInInitializerError", "NumberFormatException");
    }

    @Test
    void classThatNeedsAnAbsentLibrary() throws IOException {
        PluginJar incomplete = withMember("final Object helper = new Helper();")
                .source("acme.Helper", "package acme; public class Helper {}")
                .omit("acme.Helper");

        assertThat(refused(incomplete).reason()).contains("NoClassDefFoundError", "acme/Helper");
    }

    @Test
    void serviceThatWasCompiledForAnotherVersionOfTheApi() throws IOException {
        PluginJar other = PluginJar.plugin("acme")
                .source("acme.Factory", TinyPlugin.factoryWithSpec("Factory", "return Base.spec();"))
                .source(
                        "acme.Base",
                        "package acme; class Base { static dev.aiproxy.api.provider.ProviderSpec spec() { return null; } }")
                .omit("acme.Base")
                .service(ProviderFactory.class, "acme.Factory");

        assertThat(refused(other).reason())
                .contains("acme.Factory failed when asked what it is", "NoClassDefFoundError");
    }

    @Test
    void specThatThrows() throws IOException {
        assertThat(refused(withSpec("throw new IllegalStateException(\"not today\");"))
                        .reason())
                .isEqualTo("acme.Factory failed when asked what it is: java.lang.IllegalStateException: not today");
    }

    @Test
    void specThatIsAnError() throws IOException {
        assertThat(refused(withSpec("throw new AssertionError(\"broken\");")).reason())
                .isEqualTo("acme.Factory failed when asked what it is: java.lang.AssertionError: broken");
    }

    @Test
    void specThatIsNull() throws IOException {
        assertThat(refused(withSpec("return null;")).reason()).isEqualTo("acme.Factory.spec() returned null");
    }

    @Test
    void specWithAnIllegalId() throws IOException {
        assertThat(refused(withSpec("return ProviderSpec.builder(\"Acme Ltd\").build();"))
                        .reason())
                .contains("not a provider id: 'Acme Ltd'");
    }

    @Test
    void translatorWhoseEndpointsThrow() throws IOException {
        assertThat(refused(TinyPlugin.translator("acme", "Endpoint.get(\"no-slash\", Operation.MODELS)"))
                        .reason())
                .contains("acme.Format failed when asked what it is", "an endpoint path begins with '/'");
    }

    @Test
    void copyOfTheApi() throws IOException {
        PluginJar fat = TinyPlugin.provider("acme").entry("dev/aiproxy/api/wire/Headers.class", "copied");

        assertThat(refused(fat).reason())
                .contains("bundles a copy of the gateway's API", "dev.aiproxy.api.wire.Headers");
    }

    @Test
    void copyOfTheApiForNewerJavaVersions() throws IOException {
        PluginJar fat =
                TinyPlugin.provider("acme").entry("META-INF/versions/21/dev/aiproxy/api/wire/Headers.class", "copied");

        assertThat(refused(fat).reason()).contains("dev.aiproxy.api.wire.Headers");
    }

    @Test
    void formatThatNobodyBrings() throws IOException {
        assertThat(refused(withSpec("return ProviderSpec.builder(\"acme\").needs(WireFormat.of(\"klingon\")).build();"))
                        .reason())
                .isEqualTo("it needs the wire format 'klingon', which no plugin here brings");
    }

    @Test
    void disabledPluginIsNotRefused() throws IOException {
        folder.add("bad.jar", withSpec("throw new IllegalStateException();"));

        try (PluginSet set = folder.load(
                new PluginFilter(Set.of(), Map.of("acme", "listed in plugins.disabled"), Set.of(), Map.of(), false))) {
            assertThat(PluginFolder.info(set, "bad.jar").state()).isEqualTo(PluginInfo.State.DISABLED);
            assertThat(PluginFolder.info(set, "bad.jar").reason()).isEqualTo("listed in plugins.disabled");
            assertThat(PluginFolder.info(set, "zz-good.jar").state()).isEqualTo(PluginInfo.State.STARTED);
        }
        try (PluginSet set = folder.load(new PluginFilter(Set.of("good"), Map.of(), Set.of(), Map.of(), false))) {
            assertThat(PluginFolder.info(set, "bad.jar").reason()).isEqualTo("not listed in plugins.enabled");
        }
    }

    private static PluginJar withMember(String member) {
        return PluginJar.plugin("acme")
                .source("acme.Factory", TinyPlugin.factory("Factory", "acme", member))
                .service(ProviderFactory.class, "acme.Factory");
    }

    private static PluginJar withSpec(String body) {
        return PluginJar.plugin("acme")
                .source("acme.Factory", TinyPlugin.factoryWithSpec("Factory", body))
                .service(ProviderFactory.class, "acme.Factory");
    }
}
