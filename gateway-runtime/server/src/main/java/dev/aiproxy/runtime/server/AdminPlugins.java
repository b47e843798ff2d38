package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.plugin.PluginInfo;
import dev.aiproxy.runtime.plugin.PluginStatus;
import dev.aiproxy.runtime.plugin.guard.PluginHealth;
import dev.aiproxy.runtime.server.AdminHandler.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/plugins}. */
final class AdminPlugins {
    private final Control control;

    AdminPlugins(Control control) {
        this.control = control;
    }

    Answer list() {
        ObjectNode body = Json.object();
        ArrayNode plugins = body.putArray("plugins");
        control.plugins().forEach(plugin -> plugins.add(render(plugin)));
        return new Answer(200, body);
    }

    /** The plugin that serves under an id, else whatever file has it. */
    Answer one(Map<String, String> variables) {
        List<PluginStatus> found = named(variables.getOrDefault("id", ""));
        return found.stream()
                .filter(plugin -> plugin.info().state() == PluginInfo.State.STARTED)
                .findFirst()
                .or(() -> found.stream().findFirst())
                .map(plugin -> new Answer(200, render(plugin)))
                .orElseThrow(AdminPlugins::unknown);
    }

    Answer enable(Map<String, String> variables) {
        return change(variables, control::enable);
    }

    Answer disable(Map<String, String> variables) {
        return change(variables, control::disable);
    }

    Answer reload(Map<String, String> variables) {
        return change(variables, control::reloadPlugin);
    }

    private Answer change(Map<String, String> variables, Function<String, Control.Outcome> change) {
        String id = variables.getOrDefault("id", "");
        if (named(id).isEmpty()) {
            throw unknown();
        }
        return AdminConfig.outcome(change.apply(id));
    }

    private List<PluginStatus> named(String id) {
        return control.plugins().stream()
                .filter(plugin -> plugin.info().id().equals(id))
                .toList();
    }

    private static GatewayException unknown() {
        return AdminHandler.unknown("there is no plugin with this id");
    }

    private static ObjectNode render(PluginStatus status) {
        PluginInfo plugin = status.info();
        ObjectNode node = Json.object();
        node.put("id", plugin.id())
                .put("version", plugin.version())
                .put("state", plugin.state().name().toLowerCase(Locale.ROOT))
                .put("reason", plugin.reason())
                .put("jar", plugin.jar())
                .put("sha256", plugin.sha256())
                .put("requires", plugin.requires())
                .put("api-version", status.apiVersion());
        plugin.providers().forEach(node.putArray("providers")::add);
        plugin.formats().forEach(node.putArray("formats")::add);
        status.options().forEach(node.putArray("options")::add);
        node.put("in-flight", status.inFlight());
        PluginHealth.Figures figures = status.figures();
        if (figures != null) {
            figures(node, figures);
        }
        ArrayNode draining = node.putArray("draining");
        status.draining()
                .forEach(old -> draining.addObject()
                        .put("version", old.version())
                        .put("sha256", old.sha256())
                        .put("in-flight", old.inFlight()));
        status.leaked().forEach(node.putArray("leaked")::add);
        return node;
    }

    private static void figures(ObjectNode node, PluginHealth.Figures figures) {
        node.put("calls", figures.calls())
                .put("p50-micros", figures.p50().toNanos() / 1000.0)
                .put("p99-micros", figures.p99().toNanos() / 1000.0)
                .put("faults", figures.faults());
        if (figures.disabledReason() != null) {
            node.put("state", "disabled").put("reason", figures.disabledReason());
        }
    }
}
