package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.dist.GatewayProcess.Outcome;
import dev.aiproxy.testkit.http.RawHttpClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line answers, as an operator sees it. */
final class CommandLineIT {
    private static final String VERSION = System.getProperty("aiproxy.version");

    @TempDir
    private Path folder;

    @Test
    void versionIsPrinted() throws Exception {
        Outcome outcome = run("--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains(VERSION);
    }

    @Test
    void helpNamesCommandsAndOptions() throws Exception {
        Outcome outcome = run("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: ai-proxy [-hV]")
                .contains("serve", "check", "--config", "--host", "--port", "--plugins", "--log-level", "--version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check", "schema", "plugins", "plugins list", "plugins inspect", "archive"})
    void usageOfACommandNamesTheProgramOnceAndTheCommand(String command) throws Exception {
        Outcome outcome = run((command + " --help").split(" "));

        assertThat(outcome.exitCode()).as(outcome.both()).isZero();
        assertThat(outcome.out()).startsWith("Usage: ai-proxy " + command + " [-hV]");
        assertThat(run((command + " --version").split(" ")).out()).contains(VERSION);
    }

    @Test
    void pluginsAreListedOffline() throws Exception {
        Outcome outcome = run("plugins", "list");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("openai " + VERSION, "providers [openai]", "echo");
    }

    @Test
    void aRefusedPluginIsListedWithItsReason() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("some-plugins"));
        Files.writeString(plugins.resolve("bad.jar"), "no archive");

        Outcome outcome = run("plugins", "list", "--plugins", plugins.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("bad.jar", "refused", "no jar or zip");
    }

    @Test
    void aPluginFileIsInspectedOffline() throws Exception {
        Path jar = StoryPlugin.jar(folder, "1.2.3");

        Outcome outcome = run("plugins", "inspect", jar.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("id: story", "version: 1.2.3", "state: started", "configured in story");
        assertThat(run("plugins", "inspect", "absent.jar").exitCode()).isEqualTo(2);
    }

    @Test
    void unknownOptionIsWrongUsage() throws Exception {
        Outcome outcome = run("serve", "--prot", "80");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--prot");
    }

    @Test
    void checkListsWhatAValidFileGives() throws Exception {
        Path config = write("good.yaml", """
                api-keys: [client-secret-0001]
                admin-key: admin-secret-0002
                openai-api-key:
                  - api-key: upstream-secret-0003
                    name: team-a
                    models: [gpt-4o]
                  - api-key: "${SECOND_KEY}"
                    disabled: true
                openai-compatibility:
                  - base-url: https://models.example/v1
                    headers: {x-token: header-secret-0005}
                    models: [{id: llama-3, alias: llama}]
                """);
        write(".env", "SECOND_KEY=upstream-secret-0004\n");

        Outcome outcome = run("check", "--config", config.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("echo " + VERSION + " started", "openai " + VERSION, "openai-compat " + VERSION)
                .contains("openai team-a api-key ***", "https://models.example/v1", "disabled")
                .contains("gpt-4o (openai)", "llama (openai-compat)", "the configuration is valid");
        assertThat(outcome.both()).doesNotContain("secret-000");
    }

    @Test
    void checkNamesEveryProblemWithItsPlace() throws Exception {
        Path config = write("bad.yaml", """
                prot: 80
                port: many
                openai-api-key:
                  - base-url: ftp://models.example
                    api-kye: upstream-secret-0003
                no-such-vendor-api-key: []
                """);

        Outcome outcome = run("check", "--config", config.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("bad.yaml:1:1: prot", "did you mean 'port'?")
                .contains("bad.yaml:2:7: port")
                .contains("bad.yaml:4:15: openai-api-key[0].base-url")
                .contains("bad.yaml:5:5: openai-api-key[0].api-kye", "did you mean 'api-key'?")
                .contains("bad.yaml:6:1: no-such-vendor-api-key")
                .contains("problems in the configuration")
                .doesNotContain("secret-000");
    }

    @Test
    void wrongFileStopsTheStartToo() throws Exception {
        Outcome outcome = run("--config", write("bad.yaml", "port: many\n").toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("bad.yaml:1:7: port").doesNotContain("\tat ");
    }

    @Test
    void absentFileIsNamed() throws Exception {
        Outcome outcome = run("serve", "--config", "nowhere.yaml");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("nowhere.yaml").doesNotContain("\tat ");
    }

    @Test
    void exampleIsValidAsItStands() throws Exception {
        Outcome outcome = run(
                "check",
                "--config",
                GatewayProcess.HOME.resolve("config.example.yaml").toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    @Test
    void portInUseIsExplained() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Outcome outcome = run("--host", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("--port", Integer.toString(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void withoutConfigurationEchoServesAndEnvironmentKeysAreCredentials() throws Exception {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "upstream-secret-0006");

        Outcome checked = GatewayProcess.run(folder, environment, "check");

        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("openai-1 api-key ***", "echo (echo)");
        assertThat(checked.both()).doesNotContain("secret-000");
        try (var gateway = GatewayProcess.serve(folder, environment);
                var client = RawHttpClient.connect(gateway.url())) {
            client.post(
                    "/v1/chat/completions",
                    "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"well met\"}]}");
            assertThat(client.readResponse().body().text()).contains("well met");
            assertThat(gateway.log()).doesNotContain("secret-000");
        }
    }

    private Outcome run(String... arguments) throws Exception {
        return GatewayProcess.run(folder, Map.of(), arguments);
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }
}
