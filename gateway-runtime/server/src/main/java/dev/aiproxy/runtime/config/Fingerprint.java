package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Hashes that tell values apart and nothing else of them. */
final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    static String of(String... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), BYTES));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }

    static String ofOptions(Options options) {
        return of(options.names().stream()
                .sorted()
                .flatMap(name -> options.find(name, Object.class).stream().map(value -> name + "=" + ofValue(value)))
                .toArray(String[]::new));
    }

    private static String ofValue(Object value) {
        if (value instanceof Secret secret) {
            return of(secret.reveal());
        }
        if (value instanceof List<?> list) {
            return of(list.stream().map(Fingerprint::ofValue).toArray(String[]::new));
        }
        if (value instanceof Map<?, ?> map) {
            return of(map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + ofValue(entry.getValue()))
                    .sorted()
                    .toArray(String[]::new));
        }
        return of(value.toString());
    }
}
