package dev.aiproxy.runtime.config;

import dev.aiproxy.runtime.config.YamlNode.Entry;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads one YAML document as a tree of positions and texts. Constructs no objects, so tags cannot do harm; size is bounded. */
final class YamlParser {
    private static final int MAX_NODES = 50_000;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 500;
    private static final Set<Tag> PLAIN_TAGS = Set.of(
            Tag.STR,
            Tag.INT,
            Tag.FLOAT,
            Tag.BOOL,
            Tag.NULL,
            Tag.TIMESTAMP,
            Tag.SEQ,
            Tag.MAP,
            Tag.MERGE,
            new Tag(Tag.PREFIX + "value"));

    private final Placeholders placeholders;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlParser(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** The document; {@link YamlNode.Nothing} if it is empty, {@link YamlNode.Faulty} if it is no YAML. */
    static YamlNode parse(String text, Placeholders placeholders, Place place) {
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setMaxAliasesForCollections(MAX_ALIASES);
            limits.setTagInspector(tag -> true);
            Node root = new Yaml(limits).compose(new StringReader(text));
            return root == null
                    ? new YamlNode.Nothing(new Position(1, 1))
                    : new YamlParser(placeholders).convert(root, place, 0);
        } catch (MarkedYAMLException broken) {
            Position position = position(broken.getProblemMark());
            place.report(position, "not valid YAML: " + withoutNames(String.valueOf(broken.getProblem())));
            return new YamlNode.Faulty(position);
        } catch (ReaderException broken) {
            Position position = position(text, broken.getPosition());
            place.report(position, "not valid YAML: a control or other special character");
            return new YamlNode.Faulty(position);
        } catch (YAMLException broken) {
            place.report(Position.NONE, "not valid YAML: too large, too deep or too many aliases");
            return new YamlNode.Faulty(Position.NONE);
        }
    }

    private static Position position(String text, int codePoints) {
        String before = text.substring(
                0, text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length()))));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(line, before.length() - lineStart + 1);
    }

    private YamlNode convert(Node node, Place place, int depth) {
        Position position = position(node.getStartMark());
        String fault = fault(node, depth);
        if (fault != null) {
            if (nodes <= MAX_NODES + 1) {
                place.report(position, fault);
            }
            return new YamlNode.Faulty(position);
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, position, place);
        }
        open.add(node);
        YamlNode converted = node instanceof SequenceNode sequence
                ? new YamlNode.Sequence(position, items(sequence, place, depth))
                : new YamlNode.Mapping(position, entries((MappingNode) node, place, depth));
        open.remove(node);
        return converted;
    }

    /** Why a node cannot be read; null if it can. Beyond the size limit one report is enough. */
    private @Nullable String fault(Node node, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            return "too large or nested too deeply, possibly through aliases";
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            return "YAML tags (!name) are not supported";
        }
        return open.contains(node) ? "stands, by an alias, inside of itself" : null;
    }

    private YamlNode scalar(ScalarNode node, Position position, Place place) {
        if (node.getTag().equals(Tag.NULL)) {
            return new YamlNode.Nothing(position);
        }
        String text = placeholders.expand(node.getValue(), position, place);
        return text == null
                ? new YamlNode.Faulty(position)
                : new YamlNode.Scalar(
                        position,
                        text,
                        node.getScalarStyle() == ScalarStyle.PLAIN,
                        placeholders.fillings(node.getValue()));
    }

    private List<YamlNode> items(SequenceNode node, Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(convert(item, place.item(items.size()), depth + 1));
        }
        return List.copyOf(items);
    }

    private List<Entry> entries(MappingNode node, Place place, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Entry> merged = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            Position at = position(tuple.getKeyNode().getStartMark());
            String key = key(tuple.getKeyNode());
            if (key == null) {
                place.report(at, "an option name must be text without a tag");
            } else if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(convert(tuple.getValueNode(), place, depth + 1), merged, place);
            } else if (entries.containsKey(key)) {
                int first = entries.get(key).at().line();
                place.child(key).report(at, "given twice, first in line " + first);
            } else {
                entries.put(key, new Entry(at, key, convert(tuple.getValueNode(), place.child(key), depth + 1)));
            }
        }
        merged.forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        return List.copyOf(entries.values());
    }

    private static void merge(YamlNode value, List<Entry> merged, Place place) {
        if (value instanceof YamlNode.Mapping mapping) {
            merged.addAll(mapping.entries());
        } else if (value instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> merge(item, merged, place));
        } else if (!(value instanceof YamlNode.Faulty)) {
            place.report(value.at(), "'<<' merges a mapping, or a list of mappings, into this one");
        }
    }

    private static @Nullable String key(Node node) {
        return node instanceof ScalarNode scalar && PLAIN_TAGS.contains(scalar.getTag()) ? scalar.getValue() : null;
    }

    private static Position position(@Nullable Mark mark) {
        return mark == null ? Position.NONE : new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** What follows these words comes from the file and may be a piece of a key. */
    private static String withoutNames(String problem) {
        return problem.replaceAll("(alias|anchor|handle|directive name|prefix|suffix)\\b.*", "$1");
    }
}
