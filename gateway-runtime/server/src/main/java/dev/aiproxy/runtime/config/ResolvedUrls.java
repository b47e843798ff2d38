package dev.aiproxy.runtime.config;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The URLs that one credential's requests go to: few, and the same again and again. Thread-safe, bounded. */
final class ResolvedUrls {
    private static final int MOST = 256;

    private final BiFunction<String, String, URI> resolver;
    private final Map<Key, URI> resolved = new ConcurrentHashMap<>();

    private record Key(String version, String resource) {}

    ResolvedUrls(BiFunction<String, String, URI> resolver) {
        this.resolver = resolver;
    }

    URI of(String version, String resource) {
        Key key = new Key(version, resource);
        URI known = resolved.get(key);
        if (known != null) {
            return known;
        }
        URI url = resolver.apply(version, resource);
        if (resolved.size() < MOST) {
            resolved.put(key, url);
        }
        return url;
    }
}
