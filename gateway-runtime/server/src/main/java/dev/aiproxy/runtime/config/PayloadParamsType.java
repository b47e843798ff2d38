package dev.aiproxy.runtime.config;

import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonEdit.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a payload rule does: values by path, or for {@link Mode#REMOVE} a list of paths. */
record PayloadParamsType(Mode mode) implements OptionType<List<JsonEdit>> {
    /** The gateway has read these to decide where a request goes and how its answer comes. */
    private static final Set<String> DECIDED = Set.of("model", "stream");

    @Override
    public String expects() {
        return mode == Mode.REMOVE
                ? "a list of paths such as generationConfig.seed"
                : "a mapping of paths such as generationConfig.seed to values";
    }

    @Override
    public @Nullable List<JsonEdit> read(YamlNode node, Place place) {
        boolean removes = mode == Mode.REMOVE;
        if (removes && node instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
            return removals(list, place);
        }
        if (!removes
                && node instanceof YamlNode.Mapping mapping
                && !mapping.entries().isEmpty()) {
            return settings(mapping, place);
        }
        place.report(node.at(), "must be " + expects());
        return null;
    }

    private List<JsonEdit> removals(YamlNode.Sequence list, Place place) {
        List<JsonEdit> edits = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            YamlNode item = list.items().get(i);
            if (item instanceof YamlNode.Scalar scalar) {
                List<String> path = path(scalar.text(), item.at(), place.item(i));
                if (path != null) {
                    edits.add(new JsonEdit(mode, path, null));
                }
            } else if (!(item instanceof YamlNode.Faulty)) {
                place.item(i).report(item.at(), "must be a path such as generationConfig.seed");
            }
        }
        return List.copyOf(edits);
    }

    private List<JsonEdit> settings(YamlNode.Mapping mapping, Place place) {
        List<JsonEdit> edits = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            List<String> path = path(entry.key(), entry.at(), place.child(entry.key()));
            if (path != null) {
                edits.add(new JsonEdit(mode, path, JsonType.json(entry.value())));
            }
        }
        return List.copyOf(edits);
    }

    /** The names on the way; null if it cannot be gone, which has then been reported. */
    private static @Nullable List<String> path(String text, Position position, Place place) {
        List<String> path = List.of(text.split("\\.", -1));
        String fault = null;
        if (path.contains("")) {
            fault = "must be names with single dots between them";
        } else if (DECIDED.contains(path.get(0))) {
            fault = "is decided before rules are applied: '" + path.get(0)
                    + "' cannot be edited; use an alias for another model";
        } else if (path.stream().skip(1).anyMatch(name -> name.matches("\\d+|\\*"))) {
            fault = "enters a list, which paths cannot; set the list as a whole";
        }
        if (fault == null) {
            return path;
        }
        place.report(position, fault);
        return null;
    }

    @Override
    public ObjectNode schema() {
        return mode == Mode.REMOVE
                ? JsonSchema.list(JsonSchema.text()).put("minItems", 1)
                : JsonSchema.mapping(JsonSchema.anything()).put("minProperties", 1);
    }
}
