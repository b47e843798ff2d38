package dev.aiproxy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard asks for nothing that the packaged server does not show. */
final class GrafanaDashboardIT {
    private static final Path FILE = Path.of("../../docs/deploy/grafana-dashboard.json");
    private static final Path GUIDE = Path.of("../../docs/operations.md");
    private static final Pattern SERIES = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{([^}]*)}}");
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    @TempDir
    private static Path folder;

    /** By the name of the metric, the labels of its series. */
    private static Map<String, Set<String>> scraped;

    private static JsonNode dashboard;

    @BeforeAll
    static void scrape() throws Exception {
        dashboard = JsonMapper.shared().readTree(Files.readString(FILE));
        try (FakeUpstream failing = FakeUpstream.start();
                FakeUpstream upstream = FakeUpstream.start()) {
            failing.always(Reply.json(503, "{\"error\":{\"message\":\"later\"}}"));
            upstream.always(Reply.json(ChatText.answer("a", "Hello")));
            Path config = Files.writeString(
                    folder.resolve("config.yaml"),
                    Lab.config("request-retry: 1\nretry:\n  cooldown: true\n", List.of(failing.url(), upstream.url())));
            try (GatewayProcess gateway = GatewayProcess.serve(folder, Map.of(), "--config", config.toString())) {
                ask(gateway.url(), "m");
                ask(gateway.url(), "nobody-knows");
                await().untilAsserted(() -> {
                    scraped = labels(metrics(gateway.url()));
                    assertThat(scraped).containsKeys("aiproxy_errors_total", "aiproxy_attempts_total");
                });
            }
        }
    }

    private static void ask(URI gateway, String model) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(gateway)) {
            client.post(Lab.CHAT, ChatText.request(model)).readResponse();
        }
    }

    private static String metrics(URI gateway) throws IOException {
        try (RawHttpClient client = RawHttpClient.connect(URI.create("http://localhost:" + gateway.getPort()))) {
            return client.get("/metrics").readResponse().body().text();
        }
    }

    private static Map<String, Set<String>> labels(String text) {
        Map<String, Set<String>> labels = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String series = line.substring(0, line.lastIndexOf(' '));
            int brace = series.indexOf('{');
            String name = brace < 0 ? series : series.substring(0, brace);
            Set<String> known = labels.computeIfAbsent(name, first -> new HashSet<>(OF_PROMETHEUS));
            LABEL.matcher(brace < 0 ? "" : series.substring(brace))
                    .results()
                    .forEach(label -> known.add(label.group(1)));
        });
        return labels;
    }

    @Test
    void everyQueryAsksForWhatThereIs() {
        List<JsonNode> targets = dashboard.findValues("targets").stream()
                .flatMap(list -> list.valueStream())
                .toList();

        assertThat(targets).hasSizeGreaterThan(20).allSatisfy(target -> {
            String query = target.path("expr").asString();
            Set<String> known = new TreeSet<>();
            List<MatchResult> series = SERIES.matcher(query).results().toList();
            assertThat(series).isNotEmpty();
            for (MatchResult one : series) {
                assertThat(scraped).containsKey(one.group(1));
                assertThat(scraped.get(one.group(1))).containsAll(named(LABEL, one.group(2)));
                known.addAll(scraped.get(one.group(1)));
            }
            assertThat(known).containsAll(grouping(query));
            assertThat(grouping(query).isEmpty() ? known : new TreeSet<>(grouping(query)))
                    .containsAll(named(SHOWN, target.path("legendFormat").asString()));
            assertThat(query.chars().filter(c -> c == '(').count())
                    .isEqualTo(query.chars().filter(c -> c == ')').count());
        });
    }

    private static List<String> named(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<String> grouping(String query) {
        List<String> labels = new ArrayList<>();
        named(GROUPING, query).forEach(list -> labels.addAll(List.of(list.split(", "))));
        return labels;
    }

    @Test
    void everyMetricIsExplainedToOperators() throws IOException {
        Set<String> explained = new HashSet<>();
        for (String name : named(Pattern.compile("`([a-z_.]+)`"), Files.readString(GUIDE))) {
            explained.add(name.replace('.', '_'));
        }

        assertThat(scraped.keySet())
                .allSatisfy(name -> assertThat(explained)
                        .contains(name.replaceAll("(?<=_seconds)_(bucket|count|sum)$", "")
                                .replaceAll("_total$", "")
                                .replaceAll("_(seconds|bytes)$", "")));
    }

    /** The first is the data source; the others come from series that there are. */
    @Test
    void variablesComeFromWhatThereIs() {
        JsonNode variables = dashboard.at("/templating/list");

        assertThat(variables.get(0).path("name").asString()).isEqualTo("datasource");
        assertThat(variables.get(0).path("type").asString()).isEqualTo("datasource");
        for (int i = 1; i < variables.size(); i++) {
            String query = variables.get(i).path("definition").asString();
            String metric = query.replaceAll("label_values\\(([a-z_]+).*", "$1");
            String label = query.replaceAll(".*, ([a-z_]+)\\)", "$1");
            assertThat(scraped).as(query).containsKey(metric);
            assertThat(scraped.get(metric)).as(query).contains(label);
        }
    }

    @Test
    void everythingIsAskedOfTheChosenDataSource() {
        assertThat(dashboard.findValues("datasource").stream()
                        .map(source -> source.path("uid").asString()))
                .hasSizeGreaterThan(20)
                .containsOnly("${datasource}");
    }

    @Test
    void panelsHaveTheirOwnPlaceAndId() {
        Set<Integer> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asString()).isNotBlank();
            JsonNode grid = panel.path("gridPos");
            int right = grid.path("x").asInt() + grid.path("w").asInt();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = grid.path("x").asInt(); x < right; x++) {
                for (int y = 0; y < grid.path("h").asInt(); y++) {
                    assertThat(places.add(x + "," + (grid.path("y").asInt() + y)))
                            .isTrue();
                }
            }
        }
    }
}
