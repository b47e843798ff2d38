package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.report.Figure;
import dev.aiproxy.bench.report.Limit;
import java.util.List;

/** Requests with an image of megabytes in them. */
final class BodyCase implements Case {
    private static final int MEGABYTES = 5;
    private static final int WEIGHT = 200;
    private static final int CONNECTIONS = 4;
    private static final String UNBUFFERED = "nginx, unbuffered";

    @Override
    public String name() {
        return "body";
    }

    @Override
    public String description() {
        return MEGABYTES + " MB body";
    }

    @Override
    public void measure(Stage stage, Findings findings) {
        String body = stage.write("image.json", image()).toString();
        String path = "/v1/chat/completions";
        List<Contender> contenders = List.of(
                contender(stage, RouteCase.NGINX, stage.ports().bodyProxy(), "/sink" + path, body),
                contender(stage, UNBUFFERED, stage.ports().unbufferedProxy(), "/sink" + path, body),
                contender(stage, RouteCase.GATEWAY, stage.gateway().port(), path, body));
        Rounds rounds = new Rounds(stage::send, stage.effort(), contenders);
        rounds.warmUp();
        rounds.saturate(Work.REQUESTS);
        findings.samples(name(), rounds);
        double gateway = rounds.of(RouteCase.GATEWAY).median(Series.CPU);
        double nginx = rounds.of(RouteCase.NGINX).median(Series.CPU);
        findings.add(Figure.ratio(description(), "CPU per request", "µs", nginx, gateway, Limit.of(1.5)));
        double unbuffered = rounds.of(UNBUFFERED).median(Series.CPU);
        String against = description() + ", against nginx with proxy_request_buffering off";
        findings.add(Figure.ratio(against, "CPU per request", "µs", unbuffered, gateway, null));
        double bytes = rounds.allocation(contenders.get(2), stage.gateway(), Work.REQUESTS);
        double bodies = bytes / (MEGABYTES * 1024 * 1024);
        findings.add(Figure.alone(description(), "allocation per request", "bodies", bodies, Limit.of(2)));
    }

    private static Contender contender(Stage stage, String name, int port, String path, String body) {
        LoadSpec load = LoadSpec.post(port, path, Stage.AUTHORIZATION, body).withConnections(CONNECTIONS);
        boolean isGateway = name.equals(RouteCase.GATEWAY);
        return isGateway
                ? new Contender(name, load, "chatcmpl-", WEIGHT, stage.gateway().server())
                : new Contender(name, load, "chatcmpl-", 0, stage.proxy());
    }

    private static String image() {
        String start =
                "{\"model\":\"gpt-body\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                        + "\"What is this?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,";
        String end = "\"}}]}]}\n";
        int length = MEGABYTES * 1024 * 1024 - start.length() - end.length();
        String pixels = "iVBORw0KGgoAAAANSUhEUgAABAAAAAQACAIAAADwf7zUAAEAAElEQVR4nOz9";
        return start + pixels.repeat(length / pixels.length()) + end;
    }
}
