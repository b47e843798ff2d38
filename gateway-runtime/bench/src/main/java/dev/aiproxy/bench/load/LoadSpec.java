package dev.aiproxy.bench.load;

import java.util.Map;

/**
 * One order to the load generator.
 *
 * @param port where to connect to on 127.0.0.1
 * @param bodyFile the file with the request's body; empty for a GET
 * @param variants how many requests differ: each {@code @N@} in header or body is replaced by a number below it
 * @param rate requests a second, for {@link LoadMode#RATE}
 * @param requests after how many requests to stop; 0 for no such limit
 * @param millis after how long to stop sending at the latest; what is open or overdue then is waited for, within bounds
 */
public record LoadSpec(
        LoadMode mode,
        int port,
        String path,
        Map<String, String> headers,
        String bodyFile,
        int variants,
        int connections,
        int rate,
        long requests,
        long millis) {

    /** As fast as answers come, on 64 connections, for a second, until something else is said. */
    public static LoadSpec post(int port, String path, Map<String, String> headers, String bodyFile) {
        return new LoadSpec(LoadMode.CLOSED, port, path, headers, bodyFile, 1, 64, 0, 0, 1_000);
    }

    /** How many requests fall due in the order's time, for {@link LoadMode#RATE}. */
    public long due() {
        return (rate * millis + 999) / 1_000;
    }

    public LoadSpec withMode(LoadMode value) {
        return new LoadSpec(value, port, path, headers, bodyFile, variants, connections, rate, requests, millis);
    }

    public LoadSpec withVariants(int value) {
        return new LoadSpec(mode, port, path, headers, bodyFile, value, connections, rate, requests, millis);
    }

    public LoadSpec withConnections(int value) {
        return new LoadSpec(mode, port, path, headers, bodyFile, variants, value, rate, requests, millis);
    }

    public LoadSpec withRate(int value) {
        return new LoadSpec(LoadMode.RATE, port, path, headers, bodyFile, variants, connections, value, 0, millis);
    }

    public LoadSpec withRequests(long value) {
        return new LoadSpec(mode, port, path, headers, bodyFile, variants, connections, rate, value, millis);
    }

    public LoadSpec withMillis(long value) {
        return new LoadSpec(mode, port, path, headers, bodyFile, variants, connections, rate, requests, value);
    }
}
