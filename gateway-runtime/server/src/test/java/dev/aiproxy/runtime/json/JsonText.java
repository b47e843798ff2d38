package dev.aiproxy.runtime.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * An object as a client may write it: every spelling that JSON allows, and each member's pieces kept apart.
 *
 * @param members in their order
 * @param inner white space of an object without members
 */
record JsonText(List<MemberText> members, String inner) {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1.0",
            "1e2",
            "1E+2",
            "-1.50e-3",
            "12345678901234567890",
            "1E400",
            "0.1234567890123456789012345678901234567890");
    private static final List<String> STRINGS = List.of(
            "\"\"",
            "\"plain\"",
            "\"ü 漢 😀\"",
            "\"\\ud800\"",
            "\"\\uDFFF x\"",
            "\"\\ud83d\\ude00\"",
            "\"\\/ \\\" \\\\ \\n\"",
            "\"{,}[:]\"",
            "\"\\\\\"",
            "\"\u007f\u2028\"");
    private static final List<String> NAMES = List.of("a", "b", "c", "model", "ü", "😀", "");

    /**
     * One member with the white space around its pieces.
     *
     * @param name unescaped
     * @param key as spelled, with quotes
     */
    record MemberText(String name, String before, String key, String colon, String value, String after) {
        String keyAndValue() {
            return key + colon + value;
        }

        MemberText withValue(String other) {
            return new MemberText(name, before, key, colon, other, after);
        }
    }

    String render() {
        return members.isEmpty()
                ? "{" + inner + "}"
                : members.stream()
                        .map(member -> member.before + member.keyAndValue() + member.after)
                        .collect(Collectors.joining(",", "{", "}"));
    }

    JsonText with(int i, MemberText member) {
        List<MemberText> changed = new ArrayList<>(members);
        changed.set(i, member);
        return new JsonText(changed, inner);
    }

    boolean hasOnce(String name) {
        return members.stream().filter(member -> member.name.equals(name)).count() == 1;
    }

    static Arbitrary<JsonText> objects(int depth) {
        return Combinators.combine(member(depth).list().ofMaxSize(5), space()).as(JsonText::new);
    }

    static Arbitrary<String> values(int depth) {
        Arbitrary<String> leaf = Arbitraries.oneOf(
                Arbitraries.of(NUMBERS), Arbitraries.of(STRINGS), Arbitraries.of("true", "false", "null"));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> array = Combinators.combine(values(depth - 1).list().ofMaxSize(3), space())
                .as((values, space) -> "[" + space + String.join(space + "," + space, values) + space + "]");
        return Arbitraries.oneOf(leaf, array, objects(depth - 1).map(JsonText::render));
    }

    static Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    private static Arbitrary<MemberText> member(int depth) {
        Arbitrary<String> colon = Combinators.combine(space(), space()).as((left, right) -> left + ":" + right);
        return Combinators.combine(names(), Arbitraries.of(true, false), space(), colon, values(depth), space())
                .as((name, escape, before, between, value, after) ->
                        new MemberText(name, before, spell(name, escape), between, value, after));
    }

    private static String spell(String name, boolean escape) {
        return name.chars()
                .mapToObj(c -> escape ? "\\u%04x".formatted(c) : "" + (char) c)
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static Arbitrary<String> space() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(" ", "\n", "\r\n", "\t", "  \n\t")));
    }
}
