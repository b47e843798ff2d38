package dev.aiproxy.runtime.config;

import java.util.Map;

/** Reads a mapping by a table: every fault is reported, what is right is kept. */
final class TableReader {
    /** Says what to make of a name that is in no table. */
    interface UnknownName {
        void report(YamlNode.Entry entry, String group, Place place);
    }

    private final OptionTable table;
    private final UnknownName unknown;

    TableReader(OptionTable table, UnknownName unknown) {
        this.table = table;
        this.unknown = unknown;
    }

    TableReader(OptionTable table) {
        this(table, (entry, group, place) -> reportUnknown(table, entry, group, place));
    }

    Values read(YamlNode.Mapping mapping, Place place) {
        Values values = new Values();
        readGroup(mapping, "", place, values);
        for (OptionDef<?> option : table.options()) {
            if (!values.isGiven(option)) {
                readAbsent(option, mapping.at(), place.child(option.path()), values);
            }
        }
        return values;
    }

    private void readGroup(YamlNode.Mapping mapping, String group, Place place, Values values) {
        for (YamlNode.Entry entry : mapping.entries()) {
            String path = group.isEmpty() ? entry.key() : group + "." + entry.key();
            OptionDef<?> option = table.find(path);
            if (option != null) {
                readOption(option, entry, place.child(path), values);
            } else {
                readNested(entry, path, group, place, values);
            }
        }
    }

    private void readNested(YamlNode.Entry entry, String path, String group, Place place, Values values) {
        if (!table.isGroup(path)) {
            unknown.report(entry, group, place);
        } else if (entry.value() instanceof YamlNode.Mapping nested) {
            readGroup(nested, path, place, values);
        } else if (entry.value() instanceof YamlNode.Scalar || entry.value() instanceof YamlNode.Sequence) {
            place.child(path)
                    .report(entry.value().at(), "must be a mapping with " + String.join(", ", table.names(path)));
        }
    }

    private static <T> void readOption(OptionDef<T> option, YamlNode.Entry entry, Place place, Values values) {
        YamlNode node = entry.value();
        if (node instanceof YamlNode.Nothing && !option.type().readsNothing()) {
            return;
        }
        if (values.isGiven(option)) {
            place.report(entry.at(), "given twice under different names: keep '" + option.path() + "'");
            return;
        }
        values.markGiven(option, node.at());
        T value = node instanceof YamlNode.Faulty ? null : option.type().read(node, place);
        if (value != null) {
            values.put(option, value, node);
        }
    }

    private static <T> void readAbsent(OptionDef<T> option, Position position, Place place, Values values) {
        String text = option.defaultValue();
        if (text == null) {
            if (option.required()) {
                place.report(position, "is required: " + option.type().expects());
            }
            return;
        }
        YamlNode node = YamlParser.parse(text, new Placeholders(Map.of()), place);
        T value = option.type().read(node, place);
        if (value != null) {
            values.put(option, value, node);
        }
    }

    static void reportUnknown(OptionTable table, YamlNode.Entry entry, String group, Place place) {
        String suggestion = table.suggestion(group, entry.key());
        String allowed = suggestion.isEmpty() ? "; allowed here: " + String.join(", ", table.names(group)) : "";
        Place at = group.isEmpty() ? place : place.child(group);
        at.child(entry.key()).report(entry.at(), "unknown option" + allowed, suggestion);
    }
}
