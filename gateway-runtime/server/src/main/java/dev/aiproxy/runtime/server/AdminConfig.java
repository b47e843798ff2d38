package dev.aiproxy.runtime.server;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.server.AdminHandler.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /admin/config} and {@code /admin/reload}. */
final class AdminConfig {
    private final Control control;

    AdminConfig(Control control) {
        this.control = control;
    }

    Answer show() {
        Control.ConfigStatus status = control.config();
        ObjectNode body = Json.object();
        body.put("source", status.config().source().label())
                .put("loaded-at", status.loadedAt().toString());
        ArrayNode warnings = body.putArray("warnings");
        status.config().warnings().forEach(warnings::add);
        status.pending().forEach(warnings::add);
        body.set("options", status.config().shown());
        if (status.failedAt() != null) {
            ObjectNode failure = body.putObject("last-error");
            failure.put("at", status.failedAt().toString());
            problems(failure.putArray("problems"), status.problems());
        }
        return new Answer(200, body);
    }

    Answer reload() {
        return outcome(control.reload());
    }

    Answer logLevel() {
        ObjectNode body = Json.object();
        return new Answer(200, body.put("level", control.logLevel().name().toLowerCase(Locale.ROOT)));
    }

    Answer logLevel(Map<String, String> variables) {
        String wanted = variables.getOrDefault("level", "").toUpperCase(Locale.ROOT);
        for (Level level : Level.values()) {
            if (level.name().equals(wanted)) {
                control.logLevel(level);
                return logLevel();
            }
        }
        throw new GatewayException(
                ErrorCode.INVALID_REQUEST, "name the level in the query: ?level= error, warn, info, debug or trace");
    }

    static Answer outcome(Control.Outcome outcome) {
        ObjectNode body = Json.object();
        body.put("applied", outcome.applied());
        problems(body.putArray("problems"), outcome.problems());
        outcome.notes().forEach(body.putArray("notes")::add);
        return new Answer(outcome.applied() ? 200 : 422, body);
    }

    private static void problems(ArrayNode to, List<ConfigProblem> problems) {
        problems.forEach(problem -> to.add(problem.render()));
    }
}
