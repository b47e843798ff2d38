package dev.aiproxy.runtime.server;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.config.ProviderConfig;
import dev.aiproxy.runtime.dispatch.Snapshot;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.routing.CredentialId;
import dev.aiproxy.runtime.routing.Health;
import dev.aiproxy.runtime.routing.Router;
import dev.aiproxy.runtime.server.AdminHandler.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/credentials} and {@code /admin/models}. A credential goes by its provider and name, never by its key. */
final class AdminCredentials {
    private final Supplier<Snapshot> snapshots;

    private record Entry(ProviderConfig provider, CredentialConfig credential) {
        String id() {
            return provider.providerId() + ":" + credential.name();
        }

        CredentialId health() {
            return CredentialId.of(provider.providerId(), credential);
        }
    }

    AdminCredentials(Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    Answer list() {
        Snapshot snapshot = snapshots.get();
        Health health = health(snapshot);
        ObjectNode body = Json.object();
        ArrayNode credentials = body.putArray("credentials");
        entries(snapshot).forEach(entry -> credentials.add(render(entry, health)));
        return new Answer(200, body);
    }

    Answer reset(Map<String, String> variables) {
        return change(variables, Health::reset);
    }

    Answer disable(Map<String, String> variables) {
        return change(variables, Health::disable);
    }

    Answer enable(Map<String, String> variables) {
        return change(variables, Health::enable);
    }

    private Answer change(Map<String, String> variables, BiConsumer<Health, CredentialId> change) {
        Snapshot snapshot = snapshots.get();
        String id = variables.getOrDefault("id", "");
        return entries(snapshot)
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .map(entry -> {
                    change.accept(health(snapshot), entry.health());
                    return new Answer(200, render(entry, health(snapshot)));
                })
                .orElseThrow(() -> AdminHandler.unknown("there is no credential with this id"));
    }

    private static Stream<Entry> entries(Snapshot snapshot) {
        return snapshot.config().providers().stream()
                .flatMap(
                        provider -> provider.credentials().stream().map(credential -> new Entry(provider, credential)));
    }

    private static Health health(Snapshot snapshot) {
        return snapshot.router().memory().health();
    }

    private static ObjectNode render(Entry entry, Health health) {
        List<Health.Cooling> cooling = health.cooling(entry.health());
        boolean whole = cooling.stream().anyMatch(each -> each.model().isEmpty());
        ObjectNode node = Json.object();
        node.put("id", entry.id())
                .put("provider", entry.provider().providerId())
                .put("name", entry.credential().name());
        if (entry.credential().disabled()) {
            node.put("state", "disabled").put("disabled-by", "configuration");
        } else if (health.disabled(entry.health())) {
            node.put("state", "disabled").put("disabled-by", "operator");
        } else {
            node.put("state", whole ? state(cooling, "") : "ready");
        }
        ArrayNode failures = node.putArray("failures");
        cooling.forEach(each -> failures.addObject()
                .put("model", each.model().isEmpty() ? null : each.model())
                .put("state", name(each.state()))
                .put("reason", name(each.reason()))
                .put("until", each.until().toString())
                .put("in-a-row", each.failures()));
        return node;
    }

    Answer models() {
        Router router = snapshots.get().router();
        Health health = router.memory().health();
        ObjectNode body = Json.object();
        ArrayNode models = body.putArray("models");
        for (Router.ListedModel model : router.models()) {
            ObjectNode node = models.addObject().put("name", model.name());
            ArrayNode credentials = node.putArray("credentials");
            router.candidates(model.name()).forEach(candidate -> credentials.add(render(candidate, health)));
        }
        return new Answer(200, body);
    }

    private static ObjectNode render(Candidate candidate, Health health) {
        ObjectNode node = Json.object();
        return node.put("provider", candidate.provider().id())
                .put("credential", candidate.credential().name())
                .put("upstream-model", candidate.upstreamModel())
                .put(
                        "state",
                        health.disabled(candidate.id())
                                ? "disabled"
                                : state(health.cooling(candidate.id()), candidate.upstreamModel()));
    }

    /** The worst that holds for a model; for the empty one, that holds for every model. */
    private static String state(List<Health.Cooling> cooling, String model) {
        return cooling.stream()
                .filter(each -> each.model().isEmpty() || each.model().equals(model))
                .map(Health.Cooling::state)
                .min(Comparator.naturalOrder())
                .map(AdminCredentials::name)
                .orElse("ready");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
