package dev.aiproxy.runtime.config;

import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The edits that the operator wants in requests for a model, as the upstream gets them. Thread-safe. */
public final class PayloadRules {
    private static final int MAX_REMEMBERED = 1000;

    private final List<Rule> rules;
    private final Map<Call, List<JsonEdit>> remembered = new ConcurrentHashMap<>();

    /** A kind of model, perhaps only as one wire format asks for it. */
    record Target(ModelGlobs name, @Nullable WireFormat format) {
        private boolean meets(WireFormat callFormat, String upstreamModel) {
            return (format == null || format.equals(callFormat)) && name.match(upstreamModel);
        }
    }

    /** What is done to requests for any of the targets. */
    record Rule(List<Target> targets, List<JsonEdit> edits) {
        Rule {
            targets = List.copyOf(targets);
            edits = List.copyOf(edits);
        }

        private boolean meets(Call call) {
            return targets.stream().anyMatch(target -> target.meets(call.format(), call.upstreamModel()));
        }
    }

    private record Call(WireFormat format, String upstreamModel) {}

    /** @param rules in the order in which they are to be applied */
    PayloadRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** What to do to a request in this format for this model, in this order; empty for nothing. */
    public List<JsonEdit> edits(WireFormat format, String upstreamModel) {
        if (rules.isEmpty()) {
            return List.of();
        }
        Call call = new Call(format, upstreamModel);
        List<JsonEdit> known = remembered.get(call);
        if (known != null) {
            return known;
        }
        List<JsonEdit> edits = rules.stream()
                .filter(rule -> rule.meets(call))
                .flatMap(rule -> rule.edits().stream())
                .toList();
        if (remembered.size() < MAX_REMEMBERED) { // clients may make names up
            remembered.put(call, edits);
        }
        return edits;
    }

    @Override
    public String toString() {
        return "PayloadRules[" + rules.size() + "]";
    }
}
