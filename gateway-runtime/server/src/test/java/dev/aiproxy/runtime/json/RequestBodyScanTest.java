package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodyScanTest {
    private static final Set<String> UNIQUE = Set.of("model", "stream");

    @Test
    void topLevelMembersAreFoundWhereverTheyStand() {
        RequestBody body = scan("""
                \t{ "nested" : {"model":"no", "stream":[{"model":1}]},
                  "messages":[{"model":"neither"}] , "stream"\t:\ttrue
                , "model" : "gpt-x" }\r\n""");

        assertThat(body.string("model")).contains("gpt-x");
        assertThat(body.bool("stream")).contains(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"a\"}|a",
                "{\"mod\\u0065l\":\"a\"}|a",
                "{\"\\u006d\\u006f\\u0064\\u0065\\u006c\":\"a\"}|a",
                "{\"model\":\"a\\u0062\\n\\\"c\\\\\"}|`ab\n\"c\\`",
                "{\"model\":\"\\ud83d\\ude00ü😀\"}|😀ü😀",
                "{\"model\":\"\"}|``",
                "{\"modell\":1,\"model\":\"a\",\"Model\":2}|a",
            })
    void stringsAreUnescaped(String json, String model) {
        assertThat(scan(json).string("model")).contains(model);
    }

    @Test
    void absentMembersAreEmpty() {
        RequestBody body = scan("{}");

        assertThat(body.string("model")).isEmpty();
        assertThat(body.bool("stream")).isEmpty();
        assertThat(body.find("model")).isEmpty();
        assertThat(body.find("stream_options", "include_usage")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "true", "[]", "{}", "[\"a\"]"})
    void modelThatIsNoStringIsRefused(String value) {
        RequestBody body = scan("{\"model\":" + value + "}");

        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> body.string("model"))
                .withMessage("'model' must be a string")
                .returns(ErrorCode.INVALID_REQUEST, GatewayException::code)
                .returns("model", GatewayException::param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "[]", "{}"})
    void streamThatIsNoBooleanIsRefused(String value) {
        RequestBody body = scan("{\"stream\":" + value + "}");

        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> body.bool("stream"))
                .withMessage("'stream' must be true or false")
                .returns("stream", GatewayException::param);
    }

    @Test
    void booleansAreReadAndNullIsAbsent() {
        assertThat(scan("{\"stream\":false}").bool("stream")).contains(false);
        assertThat(scan("{\"stream\": true }").bool("stream")).contains(true);
        assertThat(scan("{\"stream\":null}").bool("stream")).isEmpty();
    }

    @Test
    void findParsesTheMemberAtAPath() {
        RequestBody body = scan("{\"a\":{\"b\" : {\"c\":1.10,\"d\":null}},\"e\":[{\"f\":1}],\"g\":\"\\ud800\"}");

        assertThat(body.find("a", "b", "c")).contains(Json.parse("1.10"));
        assertThat(body.find("a", "b", "d")).contains(Json.nodes().nullNode());
        assertThat(body.find("a", "b")).contains(Json.parse("{\"c\":1.10,\"d\":null}"));
        assertThat(body.find("a", "x", "c")).isEmpty();
        assertThat(body.find("e", "f")).isEmpty();
        assertThat(body.find("a", "b", "c", "d")).isEmpty();
        assertThat(body.find("g").orElseThrow().stringValue()).isEqualTo("\ud800");
        assertThat(body.find()).contains(body.tree());
    }

    @Test
    void ofSeveralMembersOfOneNameTheLastCounts() {
        RequestBody body = scan("{\"a\":{\"x\":1},\"a\":{\"x\":2,\"\\u0078\":3}}");

        assertThat(body.find("a", "x")).contains(Json.parse("3"));
        assertThat(body.tree()).isEqualTo(Json.parse("{\"a\":{\"x\":3}}"));
    }

    @Test
    void numbersKeepTheirDigitsInTheTree() {
        String json = "{\"a\":1.0,\"b\":1e2,\"c\":0.1234567890123456789012345678901234567890,\"d\":1E400}";

        assertThat(scan(json).tree()).isEqualTo(Json.parse(json));
        assertThat(scan(json).tree().get("c").decimalValue()).isEqualTo("0.1234567890123456789012345678901234567890");
    }

    @Test
    void anExponentBeyondDecimalsTravelsOnButHasNoTree() {
        RequestBody body = scan("{\"model\":\"a\",\"b\":1e89012345678901234567890}");

        assertThat(body.string("model")).contains("a");
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(body::tree)
                .withMessage("the exponent of a number is too large")
                .returns(ErrorCode.INVALID_REQUEST, GatewayException::code);
    }

    @Test
    void bytesAreTheClientsOwnAndReadOnly() {
        byte[] array = "xx{\"model\":\"a\"} yy".getBytes(UTF_8);

        RequestBody body = RequestBody.scan(array, 2, array.length - 4, UNIQUE);

        assertThat(text(body.bytes())).isEqualTo("{\"model\":\"a\"} ");
        assertThat(body.length()).isEqualTo(14);
        assertThat(body.string("model")).contains("a");
        assertThat(body.tree()).isEqualTo(Json.parse("{\"model\":\"a\"}"));
        assertThat(body.bytes().position()).isZero();
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> body.bytes().put((byte) 0));
    }

    @Test
    void aStringOfManyMegabytesPasses() {
        byte[] image = new byte[9 << 20];
        Arrays.fill(image, (byte) 'A');
        String json = "{\"image\":\"" + new String(image, ISO_8859_1) + "\",\"model\":\"a\"}";

        RequestBody body = scan(json);

        assertThat(body.string("model")).contains("a");
        assertThat(body.tree().get("image").stringValue()).hasSize(9 << 20);
    }

    @Test
    void depthUpToTheLimitPassesAndCanBeParsed() {
        String json = "{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}";

        assertThat(scan(json).tree().get("a").isArray()).isTrue();
        assertThat(scan(json).find("a")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|the body is empty",
                "` \n `|the body is empty",
                "[1]|not a JSON object: '{' is missing at line 1, column 1;",
                "` \n null`|not a JSON object: '{' is missing at line 2, column 2;",
                "\"a\"|'{' is missing at line 1, column 1;",
                "{|ends before its JSON object does at line 1, column 2;",
                "{\"a\"|ends before its JSON object does at line 1, column 5;",
                "{\"a\":\"xyz|ends before its JSON object does at line 1, column 10;",
                "{\"a\":[1,|ends before its JSON object does at line 1, column 9;",
                "{} x|goes on behind its JSON object at line 1, column 4;",
                "`{}\n\n {}`|goes on behind its JSON object at line 3, column 2;",
                "{}}|goes on behind its JSON object at line 1, column 3;",
                "{\"a\":1,}|not valid JSON at line 1, column 8;",
                "{a:1}|not valid JSON at line 1, column 2;",
                "{'a':1}|not valid JSON at line 1, column 2;",
                "{\"ü\":1 \"b\":2}|not valid JSON at line 1, column 8;",
                "`{\"a\":1,\r\n \"b\":nul}`|not valid JSON at line 2,",
                "{\"a\":01}|not valid JSON at line 1,",
                "{\"a\":+1}|not valid JSON at line 1,",
                "{\"a\":.5}|not valid JSON at line 1,",
                "{\"a\":1.}|not valid JSON at line 1,",
                "{\"a\":NaN}|not valid JSON at line 1,",
                "{\"a\":\"\\x\"}|not valid JSON at line 1,",
                "{\"a\":\"\\u12\"}|not valid JSON at line 1,",
                "`{\"a\":\"x\ny\"}`|not valid JSON at line",
                "{\"a\":[1}|not valid JSON at line 1, column 8;",
                "{\"a\":[}]|not valid JSON at line 1, column 7;",
                "{\"\\ud800\":1}|not valid JSON at line 1, column 9;",
                "{/**/}|not valid JSON at line 1, column 2;",
                "{\"a\" 1}|not valid JSON at line 1, column 6;",
                "{\"model\":\"a\",\"model\":\"a\"}|'model' stands a second time at line 1, column 14;",
                "{\"model\":\"a\",\"mod\\u0065l\":\"b\"}|'model' stands a second time at line 1, column 14;",
                "{\"\\u006dodel\":1,\"a\":{},\"model\":2,\"model\":3}|'model' stands a second time at line 1, column 24;",
                "`{\"stream\":true,\n\t\"stream\":true}`|'stream' stands a second time at line 2, column 2;",
            })
    void malformedBodyIsRefusedWithItsPlace(String json, String message) {
        assertRefused(json.getBytes(UTF_8), message);
    }

    @ParameterizedTest
    @CsvSource({
        "80, a stray continuation byte",
        "BF, a stray continuation byte",
        "C080, an overlong NUL",
        "C1BF, an overlong two-byte form",
        "E09FBF, an overlong three-byte form",
        "F08FBFBF, an overlong four-byte form",
        "EDA080, a high surrogate",
        "EDBFBF, a low surrogate",
        "F4908080, beyond U+10FFFF",
        "F5808080, a lead byte that does not exist",
        "FF, a byte that does not exist",
        "C3, a cut sequence",
        "C328, a sequence cut by ASCII",
        "E282, a cut sequence",
        "E28228, a sequence cut by ASCII",
        "F09F98, a cut sequence",
        "F09F9828, a sequence cut by ASCII",
        "FC, Latin-1",
    })
    void bytesThatAreNotUtf8AreRefusedWithTheirPlace(String hex, String what) {
        String head = "{\"ü\":\n\"";
        String broken = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        byte[] json = (new String(head.getBytes(UTF_8), ISO_8859_1) + broken + "\"}").getBytes(ISO_8859_1);

        assertRefused(json, "the body is not UTF-8 at line 2, column 2; encode it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C280", "DFBF", "E0A080", "ED9FBF", "EE8080", "EFBFBF", "F0908080", "F48FBFBF", "7F"})
    void everyKindOfUtf8Passes(String hex) {
        String text = new String(HexFormat.of().parseHex(hex), UTF_8);

        assertThat(scan("{\"model\":\"" + text.repeat(9) + "\"}").string("model"))
                .contains(text.repeat(9));
    }

    @Test
    void otherEncodingsAreRefused() {
        String json = "{\"model\":\"a\"}";

        for (Charset charset : new Charset[] {
            UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"), Charset.forName("UTF-16")
        }) {
            assertRefused(json.getBytes(charset), "looks like UTF-16 or UTF-32; encode it as UTF-8");
            assertRefused(("  " + json).getBytes(charset), "looks like UTF-16 or UTF-32; encode it as UTF-8");
        }
        assertRefused(("\ufeff" + json).getBytes(UTF_16LE), "looks like UTF-16");
        assertRefused(("\ufeff" + json).getBytes(UTF_8), "starts with a byte order mark; send UTF-8 without one");
        assertRefused(concat("    ".getBytes(UTF_8), json.getBytes(UTF_16LE)), "looks like UTF-16");
        assertRefused("{}\0".getBytes(UTF_8), "looks like UTF-16 or UTF-32");
        assertRefused("{\"a\":1}\0".getBytes(UTF_8), "goes on behind its JSON object at line 1, column 8");
        assertRefused("{\"a\":\"\0\"}".getBytes(UTF_8), "not valid JSON");
    }

    @ParameterizedTest
    @CsvSource({"depth", "number", "fraction", "name"})
    void whatGoesBeyondALimitIsRefused(String limit) {
        String json = switch (limit) {
            case "depth" -> "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";
            case "number" -> "{\"a\":" + "1".repeat(1001) + "}";
            case "fraction" -> "{\"a\":0." + "1".repeat(1001) + "}";
            default -> "{\"" + "n".repeat(50_001) + "\":1}";
        };

        assertRefused(json.getBytes(UTF_8), "beyond a limit of the gateway at line 1, column ");
    }

    @Test
    void aSecondNestedModelIsTheClientsBusiness() {
        RequestBody body = scan("{\"a\":{\"model\":1,\"model\":2},\"model\":\"x\",\"b\":1,\"b\":2}");

        assertThat(body.string("model")).contains("x");
    }

    private static void assertRefused(byte[] json, String message) {
        byte[] padded = concat("\n{".getBytes(UTF_8), concat(json, "}".getBytes(UTF_8)));

        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> RequestBody.scan(padded, 2, json.length, UNIQUE))
                .withMessageContaining(message)
                .returns(ErrorCode.INVALID_REQUEST, GatewayException::code);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static RequestBody scan(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return RequestBody.scan(bytes, 0, bytes.length, UNIQUE);
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }
}
