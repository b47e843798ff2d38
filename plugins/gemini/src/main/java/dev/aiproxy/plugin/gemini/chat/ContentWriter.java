package dev.aiproxy.plugin.gemini.chat;

import dev.aiproxy.api.chat.Message;
import dev.aiproxy.api.chat.Part;
import dev.aiproxy.api.chat.Role;
import dev.aiproxy.api.chat.ToolNames;
import dev.aiproxy.api.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the contents of a request for an upstream. */
final class ContentWriter {
    /** Google's documented stand-in for a signature that is not to be had. */
    static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private static final String SIGNATURE = "thoughtSignature";

    private final Model model;
    private final PartWriter parts;
    private final ResultWriter results;
    private final ArrayNode contents = Json.nodes().arrayNode();
    /** Where the current turn begins: behind the last thing that the user said. */
    private int turn;

    ContentWriter(Model model, ToolNames names) {
        this.model = model;
        this.parts = new PartWriter(names);
        this.results = new ResultWriter(model, names);
    }

    /** The contents, each function call of the current turn fit for a model that demands signatures (Q-CG-11). */
    ArrayNode finished() {
        for (int i = turn; model.demandsSignatures() && i < contents.size(); i++) {
            sealFirstCall(contents.path(i).path("parts"));
        }
        return contents;
    }

    /** Of parallel calls only the first one has a signature (W-GE-12). */
    private static void sealFirstCall(JsonNode parts) {
        for (JsonNode part : parts) {
            if (part instanceof ObjectNode call && call.has("functionCall")) {
                if (!call.has(SIGNATURE)) {
                    call.put(SIGNATURE, NO_SIGNATURE);
                }
                return;
            }
        }
    }

    void write(Message message) {
        if (message.role() == Role.TOOL) {
            results(message);
        } else {
            boolean spoken = add(message.role() == Role.ASSISTANT ? "model" : "user", message.parts());
            turn = spoken && message.role() == Role.USER ? contents.size() : turn;
        }
    }

    /** Media that a response cannot hold follow in a content of their own. */
    private void results(Message message) {
        List<Part> beside = new ArrayList<>();
        ArrayNode responses = Json.nodes().arrayNode();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                responses.add(results.write(result, beside));
            }
        }
        if (!responses.isEmpty()) {
            contents.addObject().put("role", "user").set("parts", responses);
        }
        add("user", beside);
    }

    /** A content without parts is refused (W-GE-5). */
    private boolean add(String role, List<Part> said) {
        ArrayNode written = Json.nodes().arrayNode();
        said.forEach(part -> part.accept(parts).ifPresent(written::add));
        if (written.isEmpty()) {
            return false;
        }
        contents.addObject().put("role", role).set("parts", written);
        return true;
    }
}
