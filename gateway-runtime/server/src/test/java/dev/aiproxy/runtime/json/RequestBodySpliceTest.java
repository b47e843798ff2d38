package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.JsonEdit;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class RequestBodySpliceTest {
    /** Edits stand as {@code path=value}, {@code path?=value} (if absent) or {@code -path}, apart by blanks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // a value takes the old one's place
                "{\"model\":\"a\"}|model=\"b\"|{\"model\":\"b\"}",
                "` { \"x\" : 1.0 ,\n\"mod\\u0065l\" : \"a\" } `|model=\"b\"|` { \"x\" : 1.0 ,\n\"mod\\u0065l\" : \"b\" } `",
                "{\"a\":{\"model\":1},\"model\":\"a\"}|model=\"b\"|{\"a\":{\"model\":1},\"model\":\"b\"}",
                "{\"a\":[1,2],\"b\":1e2}|a={}|{\"a\":{},\"b\":1e2}",
                "{\"a\":1e2}|a=\"\"|{\"a\":\"\"}",
                // a new member goes behind the last one
                "{}|a=1|{\"a\":1}",
                "`{ \n }`|a=1|`{ \n \"a\":1}`",
                "{ \"x\":\"y\" }|a=1 b=2|{ \"x\":\"y\",\"a\":1,\"b\":2 }",
                // nested
                "{\"a\":{\"b\": 1 , \"c\":2}}|a.b=3|{\"a\":{\"b\": 3 , \"c\":2}}",
                "{\"a\":{ }}|a.b=3|{\"a\":{ \"b\":3}}",
                "{\"x\":1}|a.b.c=3|{\"x\":1,\"a\":{\"b\":{\"c\":3}}}",
                "{\"a\":{\"x\":1}}|a.b.c=3 a.b.d=4|{\"a\":{\"x\":1,\"b\":{\"c\":3,\"d\":4}}}",
                "{\"a\":{\"b\":{\"c\":1}}}|a.b.c=2 a={\"z\":1} a.y=2|{\"a\":{\"z\":1,\"y\":2}}",
                // something in the way
                "{\"a\":[1]}|a.b=1|{\"a\":{\"b\":1}}",
                "{\"a\":null}|a.b=1|{\"a\":{\"b\":1}}",
                "{\"a\":null}|a.b?=1|{\"a\":{\"b\":1}}",
                "{\"a\":\"s\"}|a.b?=1|{\"a\":\"s\"}",
                "{\"a\":\"s\"}|-a.b|{\"a\":\"s\"}",
                "{\"a\":null}|-a.b|{\"a\":null}",
                "{}|-a.b|{}",
                // if absent
                "{\"a\":1}|a?=2|{\"a\":1}",
                "{\"a\":null}|a?=2|{\"a\":null}",
                "{\"b\":1}|a?=2 a?=3|{\"b\":1,\"a\":2}",
                "{\"a\":{\"b\":false}}|a.b?=true|{\"a\":{\"b\":false}}",
                "{\"a\":{\"c\":1}}|a.b?=true|{\"a\":{\"c\":1,\"b\":true}}",
                "{}|a.b?=true|{\"a\":{\"b\":true}}",
                // removal
                "{\"a\":1}|-a|{}",
                "{ \"a\" : 1 }|-a|{  }",
                "{ \"a\" : 1 , \"b\":2 }|-a|{ \"b\":2 }",
                "{ \"a\" : 1 , \"b\":2 }|-b|{ \"a\" : 1 }",
                "{\"a\":1 , \"b\":2 ,\t\"c\":3}|-b|{\"a\":1 ,\t\"c\":3}",
                "{\"a\":1 , \"b\":2 ,\t\"c\":3}|-a -b|{\"c\":3}",
                "{\"a\":1 , \"b\":2 ,\t\"c\":3}|-a -c|{\"b\":2}",
                "{\"a\":1 , \"b\":2 ,\t\"c\":3}|-b -c|{\"a\":1}",
                "{\"a\":1,\"b\":2}|-a -b c=3|{\"c\":3}",
                "{\"a\":{\"b\":1},\"c\":1}|-a.b|{\"a\":{},\"c\":1}",
                "{\"b\":1}|-a|{\"b\":1}",
                // alternating edits of one path
                "{\"a\":1,\"b\":2}|-a a=3|{\"b\":2,\"a\":3}",
                "{\"a\":1,\"b\":2}|-a a=3 -a|{\"b\":2}",
                "{\"a\":1,\"b\":2}|-a a?=3 a?=4 a=5|{\"b\":2,\"a\":5}",
                "{\"a\":1}|a=2 a=3 -a a=4|{\"a\":4}",
                "{\"a\":{\"b\":1}}|-a a.b=2 -a.b a.c=3|{\"a\":{\"c\":3}}",
                // a member that stands more than once is reduced to the last one
                "{\"a\":1,\"b\":2,\"\\u0061\":3}|a=4|{\"b\":2,\"\\u0061\":4}",
                "{\"a\":1,\"b\":2,\"a\":3}|-a|{\"b\":2}",
                "{\"a\":1,\"b\":2,\"a\":3}|a?=4|{\"b\":2,\"a\":3}",
                "{\"a\":{\"b\":1},\"a\":{\"c\":2}}|a.b=4|{\"a\":{\"c\":2,\"b\":4}}",
                "{\"a\":{\"b\":1},\"a\":{\"c\":2}}|-a.b|{\"a\":{\"c\":2}}",
                "{\"a\":{\"b\":1,\"b\":2}}|a.b=4|{\"a\":{\"b\":4}}",
                "{\"a\":1,\"a\":2}|b=4|{\"a\":1,\"a\":2,\"b\":4}",
            })
    void editsChangeWhatTheyNameAndNothingElse(String json, String edits, String expected) {
        List<JsonEdit> list =
                Arrays.stream(edits.split(" ")).map(RequestBodySpliceTest::edit).toList();

        assertThat(splice(json, list)).isEqualTo(expected);
    }

    @Test
    void withoutEffectiveEditsTheBodyIsTheClientsOwn() {
        RequestBody body = scan(" {\"a\":{\"b\":1}} ");

        assertThat(body.splice(List.of())).isEqualTo(body.bytes());
        assertThat(body.splice(List.of(edit("a.b?=2"), edit("-x"), edit("-a.x"), edit("-a.b.c"))))
                .isEqualTo(body.bytes());
    }

    @Test
    void editsOfOneAttemptDoNotReachTheNext() {
        RequestBody body = scan("{\"model\":\"a\",\"o\":{\"x\":1}}");

        body.splice(List.of(edit("model=\"b\""), edit("o.x=2"), edit("-model")));

        assertThat(UTF_8.decode(body.splice(List.of(edit("o.y=3")))).toString())
                .isEqualTo("{\"model\":\"a\",\"o\":{\"x\":1,\"y\":3}}");
        assertThat(body.string("model")).contains("a");
    }

    @Test
    void namesAndValuesAreEscaped() {
        List<JsonEdit> edits = List.of(JsonEdit.set(Json.nodes().stringNode("a\"\n\u0000ü😀"), "k\"\\\u0001ü"));

        RequestBody edited = scan(splice("{\"x\":1}", edits));

        assertThat(edited.string("k\"\\\u0001ü")).contains("a\"\n\u0000ü😀");
    }

    @Test
    void signaturesAndLoneSurrogatesSurvive() {
        String json = "{\"s\":\"\\uD800 \\u00e9 \\/\",\"\\ud83d\\ude00\":1E+2,\"model\":\"a\",\"n\":0.10}";

        assertThat(splice(json, List.of(edit("model=\"b\"")))).isEqualTo(json.replace("\"a\"", "\"b\""));
        assertThat(splice(json, List.of(JsonEdit.remove("😀"))))
                .isEqualTo(json.replace("\"\\ud83d\\ude00\":1E+2,", ""));
    }

    @Test
    void aBodyInsideALargerArrayIsCutOut() {
        byte[] array = "}}{\"a\":1} {{".getBytes(UTF_8);

        ByteBuffer edited =
                RequestBody.scan(array, 2, array.length - 4, Set.of()).splice(List.of(edit("b=2")));

        assertThat(UTF_8.decode(edited).toString()).isEqualTo("{\"a\":1,\"b\":2} ");
    }

    static JsonEdit edit(String text) {
        if (text.startsWith("-")) {
            return JsonEdit.remove(text.substring(1).split("\\."));
        }
        int equals = text.indexOf('=');
        boolean ifAbsent = text.charAt(equals - 1) == '?';
        String[] path = text.substring(0, ifAbsent ? equals - 1 : equals).split("\\.");
        JsonNode value = Json.parse(text.substring(equals + 1));
        return ifAbsent ? JsonEdit.setIfAbsent(value, path) : JsonEdit.set(value, path);
    }

    private static String splice(String json, List<JsonEdit> edits) {
        return UTF_8.decode(scan(json).splice(edits)).toString();
    }

    private static RequestBody scan(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return RequestBody.scan(bytes, 0, bytes.length, Set.of("model"));
    }
}
