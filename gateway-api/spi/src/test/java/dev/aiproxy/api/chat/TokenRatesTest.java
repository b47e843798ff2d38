package dev.aiproxy.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.WireFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenRatesTest {
    private static final WireFormat CLAUDE = WireFormat.of("claude");
    private static final TokenRates RATES = TokenRates.DEFAULT;

    @Property
    void textThatGrowsAnywhereNeverCostsLess(
            @ForAll("texts") String text, @ForAll("texts") String more, @ForAll @IntRange(max = 60) int place) {
        int at = text.offsetByCodePoints(0, Math.min(place, text.codePointCount(0, text.length())));
        String longer = text.substring(0, at) + more + text.substring(at);

        assertThat(text(longer)).isGreaterThanOrEqualTo(text(text));
    }

    @Property
    void partsMessagesAndToolsThatAreAddedNeverCostLess(
            @ForAll("parts") List<Part> parts, @ForAll("parts") List<Part> added, @ForAll("texts") String words) {
        ChatRequest request = ChatRequest.of(List.of(Message.of(Role.USER, parts)));
        List<Part> longer = new ArrayList<>(added);
        longer.addAll(parts);
        List<Message> messages = List.of(Message.text(Role.SYSTEM, words), Message.of(Role.USER, longer));
        Tool tool = new Tool.Function("f", words, Json.object().put("title", words), null, null);

        long grown = RATES.estimate(ChatRequest.of(messages));
        assertThat(grown).isGreaterThanOrEqualTo(RATES.estimate(request));
        assertThat(RATES.estimate(ChatRequest.of(messages).withTooling(new Tooling(List.of(tool), null, null))))
                .isGreaterThan(grown);
        assertThat(RATES.estimate(ChatRequest.of(messages).withTooling(new Tooling(List.of(tool, tool), null, null))))
                .isGreaterThan(
                        RATES.estimate(ChatRequest.of(messages).withTooling(new Tooling(List.of(tool), null, null))));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abcXYZ 019 \n\t{}\":,._-é漢字яжه\u00a0")
                .ofMaxLength(80);
    }

    @Provide
    Arbitrary<List<Part>> parts() {
        Arbitrary<Part> part = texts().flatMap(text -> Arbitraries.of(
                Part.Text.of(text),
                Part.ToolCall.of("id", "f", "{\"a\":\"" + text + "\"}"),
                new Part.ToolResult("id", null, List.of(Part.Text.of(text)), false, null, null),
                new Part.Reasoning(text, new Signature(CLAUDE, text)),
                new Part.RedactedReasoning(new Signature(CLAUDE, text)),
                new Part.Refusal(text),
                new Part.Unknown(CLAUDE, Json.object().put("x", text)),
                new Part.Image(new MediaSource.Url("https://x", null), null, null),
                new Part.Document(new MediaSource.PlainText(text), null, null, null),
                new Part.Audio(new MediaSource.FileId("f"), null)));
        return part.list().ofMaxSize(4);
    }

    @ParameterizedTest
    @CsvSource({"'',0", "What is the capital of France?,7", "100,1", "'{\"a\":1}',5", "漢字,2", "'a  b',3", "привет,3"})
    void textIsCutLikeByATokenizer(String text, int tokens) {
        assertThat(text(text)).isEqualTo(tokens + text(""));
    }

    @Test
    void imagesCostByTheirSize() {
        assertThat(image(png(750, 100))).isEqualTo(100);
        assertThat(image(png(10_000, 10_000))).isEqualTo(1600);
        assertThat(image(gif(300, 75))).isEqualTo(30);
        assertThat(image(jpeg(1000, 750))).isEqualTo(1000);
        assertThat(image(webp(75, 100))).isEqualTo(10);
    }

    @Test
    void imageOfUnknownSizeCostsAUsualOne() {
        long unknown = RATES.media().unknownImage();

        assertThat(image(new byte[] {1, 2, 3})).isEqualTo(unknown);
        assertThat(image(new byte[0])).isEqualTo(unknown);
        assertThat(image(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})).isEqualTo(unknown);
        assertThat(part(new Part.Image(new MediaSource.Inline("image/png", "no base64!"), null, null)))
                .isEqualTo(unknown);
    }

    @Test
    void documentsCostByTheirPages() {
        String small = "A".repeat(10_000);
        String large = "A".repeat(1_000_000);

        assertThat(document(small)).isEqualTo(RATES.media().page());
        assertThat(document(large)).isEqualTo(6L * RATES.media().page());
    }

    private static long document(String base64) {
        return part(new Part.Document(new MediaSource.Inline("application/pdf", base64), null, null, null));
    }

    private static long image(byte[] bytes) {
        String base64 = Base64.getEncoder().encodeToString(bytes);
        return part(new Part.Image(new MediaSource.Inline("image/any", base64), null, null));
    }

    private static long text(String text) {
        return RATES.estimate(ChatRequest.of(List.of(Message.text(Role.USER, text))));
    }

    private static long part(Part part) {
        return RATES.estimate(ChatRequest.of(List.of(Message.of(Role.USER, List.of(part)))))
                - RATES.estimate(ChatRequest.of(List.of(Message.of(Role.USER, List.of()))));
    }

    private static byte[] png(int width, int height) {
        return java.nio.ByteBuffer.allocate(33)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .putInt(0x49484452)
                .putInt(width)
                .putInt(height)
                .array();
    }

    private static byte[] gif(int width, int height) {
        return java.nio.ByteBuffer.allocate(13)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put("GIF89a".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height)
                .array();
    }

    /** An application segment, then the frame header. */
    private static byte[] jpeg(int width, int height) {
        return java.nio.ByteBuffer.allocate(60)
                .putShort((short) 0xFFD8)
                .putShort((short) 0xFFE0)
                .putShort((short) 16)
                .position(20)
                .putShort((short) 0xFFC2)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .array();
    }

    private static byte[] webp(int width, int height) {
        return java.nio.ByteBuffer.allocate(34)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put("RIFF....WEBPVP8X".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .position(24)
                .putInt(width - 1)
                .position(27)
                .putInt(height - 1)
                .array();
    }
}
