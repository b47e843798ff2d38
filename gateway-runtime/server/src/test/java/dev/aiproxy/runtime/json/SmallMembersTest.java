package dev.aiproxy.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.wire.Json;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SmallMembersTest {
    private static final String LARGE = "\\\"}],{[x".repeat(4096);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1_000_000})
    void keepsWhatStandsAroundALargeMemberWhateverThePieces(int piece) {
        String body = " { \"id\" : \"a\\\\\", \"choices\":[{\"text\":\"" + LARGE
                + "\"}] ,\"usage\":{\"n\":[1,2],\"m\":{}} } ";

        assertThat(Json.parse(read(body, piece)))
                .isEqualTo(Json.parse(bytes("{\"id\":\"a\\\\\",\"usage\":{\"n\":[1,2],\"m\":{}}}")));
    }

    @Test
    void leavesOutALargeMemberAtEitherEnd() {
        String first = "{\"big\":\"" + LARGE + "\",\"usage\":1}";
        String last = "{\"usage\":1,\"big\":\"" + LARGE + "\"}";
        String only = "{\"big\":\"" + LARGE + "\"}";

        assertThat(text(read(first, 64))).isEqualTo("{\"usage\":1}");
        assertThat(text(read(last, 64))).isEqualTo("{\"usage\":1}");
        assertThat(text(read(only, 64))).isEqualTo("{}");
    }

    @Test
    void keepsNoMoreThanItsBoundOfManySmallMembers() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 20_000; i++) {
            body.append("\"m").append(i).append("\":").append(i).append(',');
        }
        ByteBuffer kept = read(body.append("\"end\":0}").toString(), 4096);

        assertThat(kept.remaining()).isLessThan(66 * 1024);
        assertThat(Json.parse(kept).has("m0")).isTrue();
    }

    @Test
    void hasNothingOfAnObjectThatIsCutShort() {
        SmallMembers members = new SmallMembers();

        members.read(bytes("{\"usage\":{\"n\":1}"));

        assertThat(members.object()).isNull();
    }

    private static ByteBuffer read(String body, int piece) {
        SmallMembers members = new SmallMembers();
        byte[] all = body.getBytes(UTF_8);
        for (int from = 0; from < all.length; from += piece) {
            members.read(ByteBuffer.wrap(all, from, Math.min(piece, all.length - from)));
        }
        ByteBuffer object = members.object();
        assertThat(object).isNotNull();
        return object;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }
}
