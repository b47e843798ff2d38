package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Another gateway, measured in the same run: {@code NAME=URL[,pid=N][,model=M][,header=value…]}.
 *
 * @param pid whose processor time is counted; 0 if that is not known
 */
record Peer(String name, URI url, long pid, String model, Map<String, String> headers) {
    static Peer parse(String text) {
        String[] parts = text.split(",", -1);
        int equals = parts[0].indexOf('=');
        if (equals <= 0) {
            throw new BenchException("--peer needs NAME=URL, not " + parts[0]);
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] option = parts[i].split("=", 2);
            if (option.length != 2) {
                throw new BenchException("--peer needs header=value, not " + parts[i]);
            }
            options.put(option[0].trim(), option[1].trim());
        }
        String pid = options.containsKey("pid") ? options.remove("pid") : "0";
        String model = options.containsKey("model") ? options.remove("model") : "gpt-4o-mini";
        URI url = URI.create(parts[0].substring(equals + 1));
        return new Peer(parts[0].substring(0, equals), url, Long.parseLong(pid), model, options);
    }
}
