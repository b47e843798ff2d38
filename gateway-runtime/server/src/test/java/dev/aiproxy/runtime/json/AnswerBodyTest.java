package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.JsonText;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class AnswerBodyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "<html>",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1} {\"b\":2}",
                "{\"a\":[1}",
                "{\"a\":01}",
                "[1,2",
                "[1]]",
                "\"text\"",
                "12",
                "null",
                "data: {}",
            })
    void whatIsNotOneObjectOrListIsNoAnswer(String text) {
        assertThat(body(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " \r\n\t{\"a\":{\"b\":[1,\"}\"]}}\n ", "[]", " [{\"a\":1},[2]] "})
    void objectsAndListsWithSpaceAroundAreAnswers(String text) {
        assertThat(body(text)).isNotNull();
    }

    @Test
    void membersAreFoundAtAnyDepth() {
        AnswerBody body = body("{\"id\":\"x\",\"usage\":{\"in\":{\"text\":3},\"out\":null}}");

        assertThat(body.find("usage", "in", "text").map(JsonNode::asInt)).hasValue(3);
        assertThat(body.find("usage", "out"))
                .hasValueSatisfying(value -> assertThat(value.isNull()).isTrue());
        assertThat(body.find("usage", "other")).isEmpty();
        assertThat(body.find("id", "deeper")).isEmpty();
        assertThat(body.find().map(all -> all.path("id").asString())).hasValue("x");
    }

    @Test
    void byteOrderMarkIsPassedOver() {
        AnswerBody body = body("\uFEFF{\"id\":\"x\"}");

        assertThat(body).isNotNull();
        assertThat(body.find("id").map(JsonNode::asString)).hasValue("x");
        assertThat(body.find().map(all -> all.path("id").asString())).hasValue("x");
    }

    @Test
    void listHasNoMembersButIsFoundWhole() {
        AnswerBody body = body(" [{\"usage\":1}]");

        assertThat(body.find("usage")).isEmpty();
        assertThat(body.find())
                .hasValueSatisfying(list -> assertThat(list.size()).isEqualTo(1));
    }

    @Test
    void numberThatNoTreeCanHoldIsNotFound() {
        AnswerBody body = body("{\"usage\":1E99999999999,\"id\":\"x\"}");

        assertThat(body.find("usage")).isEmpty();
        assertThat(body.find("id")).isPresent();
    }

    @Test
    void textIsLookedForBetweenTheLimitsOfTheBuffer() {
        ByteBuffer around =
                ByteBuffer.wrap("xx{\"a\":1}yy".getBytes(UTF_8)).position(2).limit(9);

        AnswerBody body = AnswerBody.whole(around);

        assertThat(body).isNotNull();
        assertThat(body.mayContain(JsonText.needle("\"a\""))).isTrue();
        assertThat(body.mayContain(JsonText.needle("yy"))).isFalse();
    }

    private static @Nullable AnswerBody body(String text) {
        return AnswerBody.whole(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
}
