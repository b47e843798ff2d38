package dev.aiproxy.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins come, share, are replaced and go. */
final class PluginLifecycleTest {
    private static final String LAZY = """
            public String toString() {
                return Later.text();
            }
            """;

    @TempDir
    Path temp;

    private PluginFolder folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = PluginFolder.in(temp);
    }

    /** A provider that says {@code text}, by way of a class and a resource that are not loaded before it is asked. */
    private static PluginJar lazy(String text) {
        return PluginJar.plugin("acme")
                .source("acme.Factory", TinyPlugin.factory("Factory", "acme", LAZY))
                .source("acme.Later", """
                        package acme;
                        class Later {
                            static String text() {
                                try (var in = Later.class.getResourceAsStream("/text.txt")) {
                                    return new String(in.readAllBytes());
                                } catch (java.io.IOException failure) {
                                    throw new java.io.UncheckedIOException(failure);
                                }
                            }
                        }
                        """)
                .entry("text.txt", text)
                .service(dev.aiproxy.api.provider.ProviderFactory.class, "acme.Factory");
    }

    @Test
    void overwritingALoadedJarDoesNotHurtIt() throws IOException {
        folder.add("acme.jar", lazy("one"));

        try (PluginSet set = folder.load()) {
            byte[] garbage = new byte[(int) Files.size(folder.file("acme.jar"))];
            Arrays.fill(garbage, (byte) 'x');
            Files.write(folder.file("acme.jar"), garbage);

            assertThat(set.providers().get(0).factory()).hasToString("one");
        }
    }

    @Test
    void twoVersionsLiveSideBySide() throws IOException {
        PluginSet old = folder.add("acme.jar", lazy("one")).load();
        PluginSet fresh = folder.add("acme.jar", lazy("two").manifest("Plugin-Version", "2.0.0"))
                .reload(old);

        assertThat(old.providers().get(0).factory()).hasToString("one");
        assertThat(fresh.providers().get(0).factory()).hasToString("two");
        assertThat(fresh.plugins()).extracting(PluginInfo::version).containsExactly("2.0.0");
        old.close();
        fresh.close();
    }

    @Test
    void unchangedFileKeepsItsPluginOverAReload() throws IOException {
        PluginSet old = folder.add("acme.jar", lazy("one")).load();
        PluginSet fresh = folder.add("other.jar", TinyPlugin.provider("other")).reload(old);
        old.close();

        assertThat(fresh.providers().get(0).factory())
                .isSameAs(old.providers().get(0).factory());
        assertThat(fresh.providers().get(0).factory()).hasToString("one");
        assertThat(folder.loader().uncollected()).isEmpty();
        fresh.close();
    }

    @Test
    void closedPluginLoadsNoMoreClasses() throws IOException {
        PluginSet set = folder.add("acme.jar", lazy("one")).load();
        Object factory = set.providers().get(0).factory();

        set.close();
        set.close();

        assertThatThrownBy(factory::toString).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void closedPluginIsCollected() throws IOException {
        folder.add("acme.jar", lazy("one"));

        useAndClose(set -> set.providers().get(0).factory().toString());

        assertCollected();
    }

    @Test
    void closedPluginThatBoundItsOwnTypesWithTheSharedJsonLibraryIsCollected() throws IOException {
        String member = """
                public record Thing(String name) {}
                public String toString() {
                    return tools.jackson.databind.json.JsonMapper.builder().build()
                            .readValue("{\\"name\\":\\"x\\"}", Thing.class).name();
                }
                """;
        folder.add(
                "acme.jar",
                PluginJar.plugin("acme")
                        .source("acme.Factory", TinyPlugin.factory("Factory", "acme", member))
                        .service(dev.aiproxy.api.provider.ProviderFactory.class, "acme.Factory"));

        useAndClose(set -> set.providers().get(0).factory().toString());

        assertCollected();
    }

    @Test
    void refusedPluginIsCollected() throws IOException {
        String failing = "public Factory() { throw new IllegalStateException(\"no\"); }";
        folder.add(
                "acme.jar",
                PluginJar.plugin("acme")
                        .source("acme.Factory", TinyPlugin.factory("Factory", "acme", failing))
                        .service(dev.aiproxy.api.provider.ProviderFactory.class, "acme.Factory"));

        PluginSet set = folder.load();

        assertThat(set.plugins()).extracting(PluginInfo::state).containsExactly(PluginInfo.State.REFUSED);
        assertCollected();
    }

    @Test
    void pluginInUseIsNotReportedAsCollected() throws IOException {
        PluginSet set = folder.add("acme.jar", lazy("one")).load();
        Object factory = set.providers().get(0).factory();
        set.close();
        System.gc();

        assertThat(folder.loader().uncollected()).containsExactly("acme@1.0.0");
        assertThat(factory).isNotNull();
    }

    @Test
    void manyReplacementsLeaveNothingBehind() throws IOException {
        byte[] one = lazy("one").bytes();
        byte[] two = lazy("two").bytes();
        replace(40, one, two);

        assertCollected();
    }

    private void replace(int times, byte[] one, byte[] two) throws IOException {
        PluginSet current = folder.add("acme.jar", one).load();
        for (int i = 0; i < times; i++) {
            PluginSet next = folder.add("acme.jar", i % 2 == 0 ? two : one).reload(current);
            assertThat(next.providers().get(0).factory()).hasToString(i % 2 == 0 ? "two" : "one");
            current.close();
            current = next;
        }
        current.close();
    }

    /** In a method of its own, so that no local variable keeps the set. */
    private void useAndClose(java.util.function.Function<PluginSet, String> use) {
        try (PluginSet set = folder.load()) {
            assertThat(use.apply(set)).isNotEmpty();
        }
    }

    private void assertCollected() {
        Callable<Boolean> collected = () -> {
            System.gc();
            return folder.loader().uncollected().isEmpty();
        };
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(collected);
    }
}
