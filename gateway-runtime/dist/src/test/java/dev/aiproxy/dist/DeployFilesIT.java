package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.RawHttpClient;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files in {@code docs/deploy}: what their own tools would refuse, and what an operator relies on. */
final class DeployFilesIT {
    private static final Path DEPLOY = Path.of("../../docs/deploy");
    private static final Set<String> DOCKER_INSTRUCTIONS = Set.of(
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "RUN",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Set<String> UNIT_KEYS = Set.of(
            "Unit.Description",
            "Unit.Wants",
            "Unit.After",
            "Service.Type",
            "Service.DynamicUser",
            "Service.ConfigurationDirectory",
            "Service.LogsDirectory",
            "Service.WorkingDirectory",
            "Service.EnvironmentFile",
            "Service.ExecStart",
            "Service.ExecReload",
            "Service.KillSignal",
            "Service.TimeoutStopSec",
            "Service.Restart",
            "Service.RestartSec",
            "Service.RestartPreventExitStatus",
            "Service.LimitNOFILE",
            "Service.NoNewPrivileges",
            "Service.PrivateTmp",
            "Service.PrivateDevices",
            "Service.ProtectSystem",
            "Service.ProtectHome",
            "Service.ProtectKernelTunables",
            "Service.ProtectKernelModules",
            "Service.ProtectControlGroups",
            "Service.RestrictAddressFamilies",
            "Service.RestrictNamespaces",
            "Service.CapabilityBoundingSet",
            "Install.WantedBy");
    private static final int SHUTDOWN_SECONDS = 30;
    private static final Map<String, String> KEYS = Map.of("CLIENT_KEY", "a", "ADMIN_KEY", "b", "OPENAI_API_KEY", "c");

    @TempDir
    private Path folder = Path.of("");

    /** An instruction of a Dockerfile. */
    private record Instruction(String name, String arguments) {}

    @Test
    void imageIsBuiltInTwoStagesAndDoesNotRunAsRoot() throws IOException {
        List<Instruction> instructions = dockerfile();

        assertThat(instructions).extracting(Instruction::name).allMatch(DOCKER_INSTRUCTIONS::contains);
        assertThat(instructions.get(0).name()).isEqualTo("FROM");
        assertThat(arguments(instructions, "FROM"))
                .hasSize(2)
                .first()
                .asString()
                .endsWith(" AS build");
        assertThat(arguments(instructions, "COPY")).last().asString().startsWith("--from=build /src/target/ai-proxy ");
        assertThat(arguments(instructions, "USER")).last().asString().matches("[1-9]\\d*");
        assertThat(arguments(instructions, "STOPSIGNAL")).containsExactly("SIGTERM");
        assertThat(arguments(instructions, "HEALTHCHECK"))
                .singleElement()
                .asString()
                .contains("/health");
        for (String name : List.of("ENTRYPOINT", "CMD")) {
            assertThat(arguments(instructions, name))
                    .singleElement()
                    .satisfies(form -> assertThat(
                                    JsonMapper.shared().readTree(form).isArray())
                            .isTrue());
        }
        String check = arguments(instructions, "HEALTHCHECK").get(0);
        assertThat(JsonMapper.shared()
                        .readTree(check.substring(check.indexOf('[')))
                        .size())
                .isEqualTo(3);
    }

    private static List<Instruction> dockerfile() throws IOException {
        String joined = Files.readString(DEPLOY.resolve("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replace("\\\n", "");
        return joined.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" ", 2))
                .map(parts -> new Instruction(parts[0], parts[1].strip()))
                .toList();
    }

    private static List<String> arguments(List<Instruction> instructions, String name) {
        return instructions.stream()
                .filter(each -> each.name().equals(name))
                .map(Instruction::arguments)
                .toList();
    }

    @Test
    void composeFileMountsTheFolderAndDrains() throws IOException {
        JsonNode service = yaml("compose.yaml").get(0).path("services").path("ai-proxy");

        assertThat(service.path("build").path("dockerfile").asString()).isEqualTo("docs/deploy/Dockerfile");
        assertThat(DEPLOY.resolve(service.path("build").path("context").asString())
                        .resolve("pom.xml"))
                .exists();
        assertThat(service.path("volumes").path(0).asString()).isEqualTo("./config:/etc/ai-proxy:ro");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(Integer.parseInt(service.path("stop_grace_period").asString().replace("s", "")))
                .isGreaterThan(SHUTDOWN_SECONDS);
        assertThat(service.path("ports").path(0).asString()).startsWith("127.0.0.1:");
    }

    /** Where the compose file says that the keys stand, and anywhere else. */
    @ParameterizedTest
    @ValueSource(strings = {".env", "docs/deploy/.env", "some/folder/.env"})
    void keysDoNotEnterTheImagesBuild(String file) throws IOException {
        assertThat(Files.readAllLines(DEPLOY.resolve("Dockerfile.dockerignore")))
                .anySatisfy(pattern -> assertThat(ignores(pattern, file)).isTrue());
    }

    /** As Docker matches: a pattern stands for a whole path, and two stars for any number of folders, also for none. */
    private static boolean ignores(String pattern, String file) {
        boolean anywhere = pattern.startsWith("**/");
        PathMatcher rest = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(anywhere ? 3 : 0));
        Path path = Path.of(file);
        return rest.matches(anywhere ? path.getFileName() : path);
    }

    @Test
    void unitHasOnlyKnownSettingsOnceAndDrains() throws IOException {
        Map<String, String> unit = unit();

        assertThat(UNIT_KEYS).containsAll(unit.keySet());
        assertThat(unit).containsKeys("Service.ExecStart", "Install.WantedBy");
        assertThat(unit.get("Service.ExecStart")).startsWith("/opt/ai-proxy/bin/ai-proxy serve --config /");
        assertThat(unit.get("Service.ExecReload")).isEqualTo("/bin/kill -HUP $MAINPID");
        assertThat(unit.get("Service.KillSignal")).isEqualTo("SIGTERM");
        assertThat(Integer.parseInt(unit.get("Service.TimeoutStopSec"))).isGreaterThan(SHUTDOWN_SECONDS);
        assertThat(unit.get("Service.RestartPreventExitStatus")).isEqualTo("2");
        assertThat(unit.get("Service.Type")).isIn("exec", "simple");
    }

    private static Map<String, String> unit() throws IOException {
        Map<String, String> settings = new java.util.LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(DEPLOY.resolve("ai-proxy.service"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.matches("\\[\\w+]")) {
                section = line.substring(1, line.length() - 1);
                continue;
            }
            int equals = line.indexOf('=');
            assertThat(equals).as(line).isPositive();
            String before = settings.put(section + "." + line.substring(0, equals), line.substring(equals + 1));
            assertThat(before).as(line).isNull();
        }
        return settings;
    }

    @Test
    void podsAreConfinedProbedAndDrained() throws IOException {
        List<JsonNode> documents = yaml("kubernetes.yaml");
        assertThat(documents)
                .allSatisfy(document -> assertThat(
                                document.path("metadata").path("name").asString())
                        .isEqualTo("ai-proxy"))
                .extracting(document -> document.path("kind").asString())
                .containsExactly("ConfigMap", "Deployment", "Service", "PodDisruptionBudget");
        JsonNode deployment = documents.get(1).path("spec");
        JsonNode pod = deployment.path("template").path("spec");
        JsonNode container = pod.path("containers").path(0);

        assertThat(deployment.path("selector").path("matchLabels"))
                .isEqualTo(deployment.path("template").path("metadata").path("labels"))
                .isEqualTo(documents.get(2).path("spec").path("selector"));
        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(container
                        .path("securityContext")
                        .path("readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
        int preStop = container.at("/lifecycle/preStop/exec/command/1").asInt();
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(preStop + SHUTDOWN_SECONDS);
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.path(probe).path("httpGet").path("path").asString())
                    .isEqualTo("/health");
        }
    }

    @Test
    void podsSeeAChangedConfigMap() throws IOException {
        JsonNode pod = yaml("kubernetes.yaml").get(1).at("/spec/template/spec");
        JsonNode mount = pod.path("containers").path(0).path("volumeMounts").path(0);

        assertThat(pod.at("/volumes/0/configMap/name").asString()).isEqualTo("ai-proxy");
        assertThat(mount.path("name")).isEqualTo(pod.at("/volumes/0/name"));
        assertThat(mount.has("subPath")).isFalse();
        assertThat(pod.at("/containers/0/args/2").asString())
                .startsWith(mount.path("mountPath").asString() + "/");
    }

    @Test
    void configurationsAreValid() throws Exception {
        String inPods =
                yaml("kubernetes.yaml").get(0).path("data").path("config.yaml").asString();
        String inCompose = Files.readString(DEPLOY.resolve("config/config.yaml"));

        for (String config : List.of(inPods, inCompose)) {
            Path file = Files.writeString(folder.resolve("config.yaml"), config);
            GatewayProcess.Outcome outcome = GatewayProcess.run(folder, KEYS, "check", "--config", file.toString());
            assertThat(outcome.exitCode()).as(outcome.both()).isZero();
        }
    }

    /** Files stand where folders would have to be made: that stops root as well. */
    @Test
    void shippedConfigurationStartsWhereNothingCanBeWritten() throws Exception {
        Path config = Files.copy(DEPLOY.resolve("config/config.yaml"), folder.resolve("config.yaml"));
        Files.createFile(folder.resolve("logs"));
        Files.createFile(folder.resolve("work"));
        Map<String, String> environment = new HashMap<>(KEYS);
        environment.put("AI_PROXY_OPTS", "-Daiproxy.home=" + folder);

        try (GatewayProcess server = GatewayProcess.serve(
                folder,
                environment,
                "--plugins",
                GatewayProcess.HOME.resolve("plugins").toString())) {
            assertThat(health(server)).isEqualTo(200);

            Files.writeString(config, Files.readString(config) + "logging-to-file: true\n");

            await().atMost(Duration.ofSeconds(20)).until(() -> server.log().contains("the change is refused"));
            assertThat(server.log()).contains("log-dir: must be a folder that is writable, or can be made");
            assertThat(health(server)).isEqualTo(200);
        }
    }

    private static int health(GatewayProcess server) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(server.url())) {
            return client.get("/health").readResponse().status();
        }
    }

    /** Kubernetes would set AI_PROXY_PORT to the address of the service ai-proxy, which is no port to listen on. */
    @Test
    void serviceOfItsNameDoesNotConfigureAPod() throws IOException {
        JsonNode pod = yaml("kubernetes.yaml").get(1).at("/spec/template/spec");

        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @Test
    void everyVariableIsHandedToTheContainer() throws IOException {
        String config = Files.readString(DEPLOY.resolve("config/config.yaml"));
        JsonNode environment = yaml("compose.yaml").get(0).at("/services/ai-proxy/environment");

        List<String> used = new ArrayList<>();
        Pattern.compile("\\$\\{(\\w+)").matcher(config).results().forEach(match -> used.add(match.group(1)));
        assertThat(environment.propertyNames()).containsAll(used);
    }

    private static List<JsonNode> yaml(String name) throws IOException {
        Iterable<Object> documents = new Yaml().loadAll(Files.readString(DEPLOY.resolve(name)));
        return StreamSupport.stream(documents.spliterator(), false)
                .<JsonNode>map(document -> JsonMapper.shared().valueToTree(document))
                .toList();
    }
}
