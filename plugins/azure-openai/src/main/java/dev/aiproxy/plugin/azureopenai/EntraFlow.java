package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.ResponseHead;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The client credentials flow of Microsoft Entra (OAuth 2.0, RFC 6749 §4.4). */
record EntraFlow(AzureOptions options) implements TokenFlow {
    private static final long USUAL_SECONDS = 3600;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    @Override
    public Step start() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", options.text(AzureOptions.CLIENT_ID).orElse(""));
        form.put("client_secret", options.clientSecret().map(Secret::reveal).orElse(""));
        form.put("scope", options.text(AzureOptions.SCOPE).orElse(""));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        UpstreamRequest request = new UpstreamRequest(
                "POST", options.tokenUrl(), Headers.of("content-type", "application/x-www-form-urlencoded"));
        return new Step(request, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), EntraFlow::read);
    }

    private static Outcome read(ResponseHead head, ByteBuffer body) {
        JsonNode answer = parsed(body);
        String token = answer.path("access_token").asString("");
        if (head.success() && !token.isEmpty()) {
            long seconds = answer.path("expires_in").asLong(USUAL_SECONDS);
            return new Outcome.Granted(Secret.of(token), Duration.ofSeconds(seconds));
        }
        String reason = "Microsoft Entra answered with status " + head.status() + code(answer);
        return REFUSALS.contains(head.status()) ? new Outcome.Refused(reason) : new Outcome.Unavailable(reason);
    }

    /** The code alone: the description quotes ids. */
    private static String code(JsonNode answer) {
        String error = answer.path("error").asString("");
        return error.matches("[a-z_]{1,60}") ? " (" + error + ")" : "";
    }

    private static JsonNode parsed(ByteBuffer body) {
        try {
            return Json.parse(body);
        } catch (GatewayException unreadable) {
            return Json.object();
        }
    }
}
