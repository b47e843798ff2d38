package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Attribution;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ResponseFormat;
import dev.aiproxy.api.chat.Sampling;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes everything that is neither conversation nor tool for an upstream (tables T-SA, T-SO and T-RE). */
final class SettingsWriter {
    private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.95");
    private static final int MAX_USER_ID = 512;
    private static final Set<String> SERVICE_TIERS = Set.of("auto", "standard_only");

    private final ObjectNode body;
    private final ModelKind model;
    private final boolean ownClient;

    SettingsWriter(ObjectNode body, ModelKind model, WireFormat clientFormat) {
        this.body = body;
        this.model = model;
        this.ownClient = clientFormat.equals(ClaudeFormat.ID);
    }

    void write(ChatRequest request, Thinking thinking) {
        sampling(request.sampling(), thinking.node() != null);
        if (thinking.node() != null) {
            body.set("thinking", thinking.node());
        }
        outputConfig(request.output().format(), thinking.effort());
        attribution(request.attribution());
        if (ownClient) {
            request.unknown().forEach(body::set);
        }
    }

    /** Thinking and sampling exclude each other (T-RE-6); the newest models refuse sampling altogether (W-CL-12). */
    private void sampling(Sampling sampling, boolean thinks) {
        if (model.takesSampling()) {
            BigDecimal temperature = thinks ? null : sampling.temperature();
            putShare("temperature", temperature);
            boolean excluded = temperature != null && model.takesOneSamplingField();
            putShare("top_p", excluded ? null : topP(sampling.topP(), thinks));
            if (sampling.topK() != null && !thinks) {
                body.put("top_k", sampling.topK());
            }
        }
        ArrayNode stop = Json.nodes().arrayNode();
        sampling.stop().stream().filter(text -> !text.isBlank()).forEach(stop::add);
        if (!stop.isEmpty()) {
            body.set("stop_sequences", stop);
        }
    }

    private static @Nullable BigDecimal topP(@Nullable BigDecimal topP, boolean thinks) {
        return topP == null || (thinks && topP.compareTo(LEAST_TOP_P) < 0) ? null : topP;
    }

    /** Values above 1 are legal elsewhere (Q-CC-11). */
    private void putShare(String name, @Nullable BigDecimal value) {
        if (value != null) {
            body.put(name, value.min(BigDecimal.ONE).max(BigDecimal.ZERO));
        }
    }

    private void outputConfig(@Nullable ResponseFormat format, @Nullable String effort) {
        ObjectNode config = Json.object();
        if (effort != null) {
            config.put("effort", effort);
        }
        if (format instanceof ResponseFormat.JsonSchema schema && model.takesFormat()) {
            config.putObject("format").put("type", "json_schema").set("schema", schema.schema());
        }
        if (!config.isEmpty()) {
            body.set("output_config", config);
        }
    }

    /** The user's id should be opaque (Q-CC-13): an e-mail address is not sent. Tiers of other vendors mean other things (Q-CC-12). */
    private void attribution(Attribution attribution) {
        String user = attribution.user();
        if (user != null && user.length() <= MAX_USER_ID && (ownClient || user.indexOf('@') < 0)) {
            body.putObject("metadata").put("user_id", user);
        }
        String tier = attribution.serviceTier();
        if (tier != null && ownClient && SERVICE_TIERS.contains(tier)) {
            body.put("service_tier", tier);
        }
    }
}
