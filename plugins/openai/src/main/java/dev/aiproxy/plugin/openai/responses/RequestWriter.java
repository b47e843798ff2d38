package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.chat.Turns;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.wire.Json;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for an upstream. */
final class RequestWriter {
    private final TargetFacts facts;
    private final ToolNames names;

    RequestWriter(TargetFacts facts, ToolNames names) {
        this.facts = facts;
        this.names = names;
    }

    ObjectNode write(ChatRequest request) {
        ObjectNode body = Json.object().put("model", facts.upstreamModel());
        List<Message> turns = Turns.arrange(request.messages());
        int leading = instructions(turns, body);
        ArrayNode input = body.putArray("input");
        InputWriter writer = new InputWriter(new ContentWriter(facts.clientFormat()), names, input);
        turns.subList(leading, turns.size()).forEach(writer::write);
        new ToolWriter(names).write(request.tooling(), body);
        SettingsWriter.write(request, facts.upstreamModel(), body);
        if (facts.stream()) {
            body.put("stream", true);
        }
        return body;
    }

    /**
     * The system messages at the front become the instructions, unless nothing follows them: the input must not be empty.
     *
     * @return how many messages these are
     */
    private static int instructions(List<Message> turns, ObjectNode body) {
        StringJoiner text = new StringJoiner("\n");
        int leading = 0;
        while (leading < turns.size() && turns.get(leading).role() == Role.SYSTEM && isText(turns.get(leading))) {
            turns.get(leading).parts().forEach(part -> text.add(((Part.Text) part).text()));
            leading++;
        }
        if (leading == 0 || leading == turns.size()) {
            return 0;
        }
        body.put("instructions", text.toString());
        return leading;
    }

    private static boolean isText(Message message) {
        return message.parts().stream().allMatch(Part.Text.class::isInstance);
    }
}
