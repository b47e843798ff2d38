package dev.aiproxy.runtime.json;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonEdit.Mode;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The edits of {@link RequestBody#splice} on a tree; the result is the same. */
public final class TreeEdit {
    private TreeEdit() {}

    /** Edits the tree in place, in the order of the edits; their values are copied. */
    public static void apply(ObjectNode tree, List<JsonEdit> edits) {
        edits.forEach(edit -> apply(tree, edit, edit.path()));
    }

    private static void apply(ObjectNode object, JsonEdit edit, List<String> path) {
        String name = path.get(0);
        JsonNode present = object.get(name);
        if (path.size() > 1) {
            boolean create = edit.mode() == Mode.SET
                    || (edit.mode() == Mode.SET_IF_ABSENT && (present == null || present.isNull()));
            if (create && !(present instanceof ObjectNode)) {
                object.set(name, Json.object());
            }
            if (object.get(name) instanceof ObjectNode next) {
                apply(next, edit, path.subList(1, path.size()));
            }
        } else if (edit.mode() == Mode.REMOVE) {
            object.remove(name);
        } else if (edit.mode() == Mode.SET || present == null) {
            object.set(name, Objects.requireNonNull(edit.value()).deepCopy());
        }
    }
}
