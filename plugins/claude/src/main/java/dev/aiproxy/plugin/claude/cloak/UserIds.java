package dev.aiproxy.plugin.claude.cloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.translate.RequestFacts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where {@code metadata.user_id} comes from: {@code user_<64 hex>_account__session_<uuid>}. */
final class UserIds {
    private static final Pattern SHAPE =
            Pattern.compile("user_[0-9a-f]{64}_account__session_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Function<RequestFacts, String> source;

    private UserIds(Function<RequestFacts, String> source) {
        this.source = source;
    }

    /** One for each request. */
    static UserIds fresh() {
        return new UserIds(client -> of(client.ids().next("")));
    }

    /** One for the key, the same after a restart. */
    static UserIds fixed(Credential credential) {
        String id = of(credential.apiKey().map(Secret::reveal).orElse(credential.name()));
        return new UserIds(client -> id);
    }

    /** The id to set; empty if the client sent one of this shape. */
    Optional<String> missing(RequestFacts client, Optional<JsonNode> sent) {
        boolean shaped =
                sent.filter(id -> SHAPE.matcher(id.asString("")).matches()).isPresent();
        return shaped ? Optional.empty() : Optional.of(source.apply(client));
    }

    private static String of(String seed) {
        String user = HexFormat.of().formatHex(sha256("user " + seed));
        UUID session = UUID.nameUUIDFromBytes(sha256("session " + seed));
        return "user_" + user + "_account__session_" + session;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
