package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import dev.aiproxy.bench.load.LoadSpec;
import dev.aiproxy.bench.process.ServerProcess;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Another gateway, measured in the same run:
 * {@code NAME=URL[,pid=N][,model=M][,stream-model=M][,first-model=M][,header=value…]}.
 *
 * @param pid whose processor time is counted; 0 if that is not known
 * @param model what it is asked for whole answers
 * @param streamModel the same for steady streams; null if it has no such model
 * @param firstModel the same for the time to a first event; null if it has no such model
 */
record Peer(
        String name,
        URI url,
        long pid,
        String model,
        @Nullable String streamModel,
        @Nullable String firstModel,
        Map<String, String> headers) {
    private static final Set<String> TAKEN = Set.of(RouteCase.NGINX, RouteCase.GATEWAY);
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");

    /** Fails with one line for whoever wrote it if a peer cannot be measured like this. */
    static List<Peer> parse(List<String> texts) {
        List<Peer> peers = texts.stream().map(Peer::parse).toList();
        Set<String> names = new HashSet<>(TAKEN);
        for (Peer peer : peers) {
            require(names.add(peer.name), "another name than " + peer.name + ", which is taken");
        }
        return peers;
    }

    static Peer parse(String text) {
        String[] parts = text.split(",", -1);
        int equals = parts[0].indexOf('=');
        require(equals > 0, "NAME=URL, not " + parts[0]);
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] option = parts[i].split("=", 2);
            require(option.length == 2, "header=value, not " + parts[i]);
            options.put(option[0].trim(), option[1].trim());
        }
        URI url = url(parts[0].substring(equals + 1));
        long pid = options.containsKey("pid") ? pid(options.remove("pid")) : 0;
        String model = options.containsKey("model") ? options.remove("model") : "gpt-4o-mini";
        String streamModel = options.remove("stream-model");
        String firstModel = options.remove("first-model");
        return new Peer(parts[0].substring(0, equals), url, pid, model, streamModel, firstModel, options);
    }

    /** The load generator speaks plain HTTP with this machine only. */
    private static URI url(String text) {
        String wanted = "a URL like http://127.0.0.1:4000/v1/chat/completions, not " + text;
        try {
            URI url = URI.create(text);
            require("http".equals(url.getScheme()) && HOSTS.contains(String.valueOf(url.getHost())), wanted);
            require(url.getPort() > 0 && url.getRawPath().startsWith("/"), wanted);
            require(url.getRawUserInfo() == null && url.getRawFragment() == null, wanted);
            return url;
        } catch (IllegalArgumentException e) {
            throw new BenchException("--peer needs " + wanted, e);
        }
    }

    private static long pid(String text) {
        String wanted = "the pid of a process that runs, not " + text;
        try {
            long pid = Long.parseLong(text);
            require(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), wanted);
            return pid;
        } catch (NumberFormatException e) {
            throw new BenchException("--peer needs " + wanted, e);
        }
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new BenchException("--peer needs " + what);
        }
    }

    /** An order for it. */
    LoadSpec post(String bodyFile) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return LoadSpec.post(url.getPort(), url.getRawPath() + query, headers, bodyFile);
    }

    /** Whose time is counted; null if that is not known. */
    @Nullable
    ServerProcess server() {
        return pid == 0 ? null : ProcessHandle.of(pid).map(ServerProcess::new).orElse(null);
    }
}
