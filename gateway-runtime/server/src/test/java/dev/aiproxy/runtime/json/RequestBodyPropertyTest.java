package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.runtime.json.JsonText.MemberText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
final class RequestBodyPropertyTest {
    /** Reads exponents of any size. */
    private static final JsonMapper DOUBLES = JsonMapper.builder().build();

    @Property
    void withoutEditsEveryByteSurvives(@ForAll("objects") JsonText text) {
        RequestBody body = scan(text.render());

        assertThat(string(body.splice(List.of()))).isEqualTo(text.render());
        assertThat(body.tree()).isEqualTo(Json.parse(text.render()));
    }

    @Property
    void everyMemberIsFound(@ForAll("objects") JsonText text) {
        RequestBody body = scan(text.render());
        JsonNode tree = Json.parse(text.render());

        for (MemberText member : text.members()) {
            JsonNode expected = tree.get(member.name());
            assertThat(body.find(member.name())).contains(expected);
            if (expected.isString()) {
                assertThat(body.string(member.name())).contains(expected.stringValue());
            }
        }
    }

    @Property
    void aSetValueTakesTheOldOnesPlaceAndNothingElseMoves(
            @ForAll("objects") JsonText text, @ForAll("values") String value, @ForAll Random random) {
        int i = pickSingle(text, random);
        MemberText member = text.members().get(i);

        String edited = splice(text.render(), JsonEdit.set(Json.parse(value), member.name()));

        assertThat(edited)
                .isEqualTo(text.with(i, member.withValue(rendered(value))).render());
    }

    @Property
    void aRemovedMemberTakesItsCommaAndNothingElseMoves(@ForAll("objects") JsonText text, @ForAll Random random) {
        int i = pickSingle(text, random);
        String json = text.render();
        String gone = text.members().get(i).keyAndValue();

        String edited = splice(json, JsonEdit.remove(text.members().get(i).name()));

        int prefix = commonPrefix(json, edited);
        int removed = json.length() - edited.length();
        assertThat(json.substring(0, prefix) + json.substring(prefix + removed)).isEqualTo(edited);
        assertThat(removed).isGreaterThanOrEqualTo(gone.length());
    }

    @Property
    void aSplicedBodyMeansWhatTheEditedTreeMeans(
            @ForAll("objects") JsonText text, @ForAll("edits") @Size(max = 8) List<JsonEdit> edits) {
        ObjectNode tree = (ObjectNode) Json.parse(text.render());
        TreeEdit.apply(tree, edits);

        RequestBody edited = scan(splice(text.render(), edits.toArray(JsonEdit[]::new)));

        assertThat(edited.tree()).isEqualTo(tree);
    }

    @Property
    void anEditedMemberStandsOnlyOnce(
            @ForAll("objects") JsonText text, @ForAll("edits") @Size(1) List<JsonEdit> edits) {
        String name = edits.get(0).path().get(0);

        String edited = splice(text.render(), edits.get(0));

        RequestBody.scan(edited.getBytes(UTF_8), 0, edited.getBytes(UTF_8).length, Set.of(name));
    }

    @Property
    void aSecondUniqueMemberIsRefusedHoweverItIsSpelled(@ForAll("objects") JsonText text) {
        byte[] json = text.render().getBytes(UTF_8);
        long models = text.members().stream()
                .filter(member -> member.name().equals("model"))
                .count();

        Optional<GatewayException> refusal = refusal(json);

        assertThat(refusal.map(GatewayException::param))
                .isEqualTo(models > 1 ? Optional.of("model") : Optional.empty());
    }

    @Property
    void aDamagedByteIsNeverMisread(@ForAll("objects") JsonText text, @ForAll Random random, @ForAll byte damage) {
        byte[] json = text.render().getBytes(UTF_8);
        json[random.nextInt(json.length)] = damage;

        Optional<GatewayException> refusal = refusal(json);

        assertThat(refusal.isEmpty() || refusal.get().param() != null).isEqualTo(isObject(json));
    }

    @Property
    void utf8IsWhatTheJdkTakesForUtf8(@ForAll("bytes") byte[] bytes) {
        assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) < 0).isEqualTo(isUtf8(bytes));
    }

    @Provide
    Arbitrary<JsonText> objects() {
        return JsonText.objects(2);
    }

    @Provide
    Arbitrary<String> values() {
        return JsonText.values(1)
                .filter(value -> !value.toLowerCase(Locale.ROOT).matches("(?s).*\\\\ud[89a-f].*"));
    }

    @Provide
    Arbitrary<List<JsonEdit>> edits() {
        Arbitrary<String[]> path =
                JsonText.names().array(String[].class).ofMinSize(1).ofMaxSize(3);
        Arbitrary<JsonNode> value = values().map(Json::parse);
        return Arbitraries.oneOf(
                        Combinators.combine(value, path).as(JsonEdit::set),
                        Combinators.combine(value, path).as(JsonEdit::setIfAbsent),
                        path.map(JsonEdit::remove))
                .list();
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<Byte> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        (byte) 0x41, (byte) 0x80, (byte) 0xBF, (byte) 0xC2, (byte) 0xE0, (byte) 0xED, (byte) 0xF0),
                Arbitraries.bytes());
        Arbitrary<String> valid = Arbitraries.of("é", "漢", "😀", "abcdefgh", "\uffff", "\ue000");
        return Combinators.combine(
                        valid.list().ofMaxSize(6), piece.array(byte[].class).ofMaxSize(3), valid)
                .as((head, middle, tail) -> ByteBuffer.allocate(256)
                        .put(String.join("", head).getBytes(UTF_8))
                        .put(middle)
                        .put(tail.getBytes(UTF_8))
                        .array());
    }

    private static int pickSingle(JsonText text, Random random) {
        Assume.that(!text.members().isEmpty());
        int i = random.nextInt(text.members().size());
        Assume.that(text.hasOnce(text.members().get(i).name()));
        return i;
    }

    private static String rendered(String value) {
        return new String(Json.bytes(Json.parse(value)), UTF_8);
    }

    private static int commonPrefix(String left, String right) {
        int at = 0;
        while (at < Math.min(left.length(), right.length()) && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        return at;
    }

    private static Optional<GatewayException> refusal(byte[] json) {
        try {
            RequestBody.scan(json, 0, json.length, Set.of("model"));
            return Optional.empty();
        } catch (GatewayException refusal) {
            return Optional.of(refusal);
        }
    }

    private static boolean isObject(byte[] json) {
        try {
            return isUtf8(json) && DOUBLES.readTree(json).isObject();
        } catch (JacksonException invalid) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            CharBuffer ignored = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return ignored != null;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    private static String splice(String json, JsonEdit... edits) {
        return string(scan(json).splice(List.of(edits)));
    }

    private static String string(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }

    private static RequestBody scan(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return RequestBody.scan(bytes, 0, bytes.length, Set.of());
    }
}
