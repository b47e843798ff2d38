package dev.aiproxy.plugin.gemini.naming;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayError;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonBody;
import dev.aiproxy.api.wire.JsonEdit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sets the upstream's name of the model where a passed-through body repeats it: Google refuses one that differs from the URL's. */
public final class NamingTap implements PassthroughTap {
    private static final String REQUESTS = "requests";
    private static final List<String> WHOLE = List.of("generateContentRequest", "generate_content_request");

    private final PassthroughTap watching;
    private final String model;

    /** @param watching everything else is left to it */
    public NamingTap(PassthroughTap watching, String upstreamModel) {
        this.watching = watching;
        this.model = ModelName.of(upstreamModel);
    }

    @Override
    public List<JsonEdit> request(JsonBody body) {
        List<JsonEdit> edits = new ArrayList<>(watching.request(body));
        rename(body, edits, ModelName.MEMBER);
        WHOLE.forEach(whole -> rename(body, edits, whole, ModelName.MEMBER));
        body.find(REQUESTS).filter(this::renamed).ifPresent(requests -> edits.add(JsonEdit.set(requests, REQUESTS)));
        return edits;
    }

    private void rename(JsonBody body, List<JsonEdit> edits, String... path) {
        body.find(path)
                .filter(this::differs)
                .ifPresent(named -> edits.add(JsonEdit.set(Json.nodes().stringNode(model), path)));
    }

    /** Whether one of them had to be renamed. */
    private boolean renamed(JsonNode requests) {
        boolean renamed = false;
        if (requests instanceof ArrayNode list) {
            for (JsonNode request : list) {
                if (request instanceof ObjectNode object && differs(object.path(ModelName.MEMBER))) {
                    object.put(ModelName.MEMBER, model);
                    renamed = true;
                }
            }
        }
        return renamed;
    }

    private boolean differs(JsonNode named) {
        return named.isString() && !ModelName.of(named.asString()).equals(model);
    }

    @Override
    public Verdict frame(Frame frame) {
        return watching.frame(frame);
    }

    @Override
    public boolean completeWithoutTerminal() {
        return watching.completeWithoutTerminal();
    }

    @Override
    public void body(JsonBody body) {
        watching.body(body);
    }

    @Override
    public boolean reportsError(JsonBody body) {
        return watching.reportsError(body);
    }

    @Override
    public Usage usage() {
        return watching.usage();
    }

    @Override
    public void fail(GatewayError error, EventSink sink) {
        watching.fail(error, sink);
    }
}
