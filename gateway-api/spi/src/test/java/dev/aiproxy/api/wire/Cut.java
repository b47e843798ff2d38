package dev.aiproxy.api.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A frame that outlives its call: what tests compare. Adjacent fragments are one, since slicing decides where they are cut. */
record Cut(@Nullable String event, String data, String raw, boolean fragment) {
    static Cut of(@Nullable String event, String data, String raw) {
        return new Cut(event, data, raw, false);
    }

    static List<Cut> whole(Framing framing, String body) {
        return sliced(framing, body.getBytes(UTF_8), 1 << 20, () -> Integer.MAX_VALUE);
    }

    static IntSupplier random(long seed, int max) {
        Random random = new Random(seed);
        return () -> 1 + random.nextInt(max);
    }

    /** Feeds slices in turn as heap and direct buffers that are overwritten after each call. */
    static List<Cut> sliced(Framing framing, byte[] body, int maxFrameBytes, IntSupplier sizes) {
        FrameDecoder decoder = framing.decoder(maxFrameBytes);
        List<Cut> cuts = new ArrayList<>();
        int at = 0;
        boolean direct = false;
        while (at < body.length) {
            int length = Math.min(sizes.getAsInt(), body.length - at);
            byte[] slice = new byte[length + 3];
            System.arraycopy(body, at, slice, 2, length);
            ByteBuffer buffer = ByteBuffer.wrap(slice, 2, length);
            if (direct) {
                buffer = ByteBuffer.allocateDirect(length).put(buffer).flip();
            }
            decoder.feed(buffer, frame -> cuts.add(of(frame)));
            if (buffer.hasRemaining()) {
                throw new AssertionError("not wholly consumed");
            }
            java.util.Arrays.fill(slice, (byte) '#');
            direct = !direct;
            at += length;
        }
        decoder.end(frame -> cuts.add(of(frame)));
        return joined(cuts);
    }

    static String raw(List<Cut> cuts) {
        StringBuilder raw = new StringBuilder();
        cuts.forEach(cut -> raw.append(cut.raw));
        return raw.toString();
    }

    private static Cut of(Frame frame) {
        return new Cut(frame.event(), frame.text(), latin1(frame.raw()), frame.fragment());
    }

    private static String latin1(ByteBuffer bytes) {
        return ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    private static List<Cut> joined(List<Cut> cuts) {
        List<Cut> joined = new ArrayList<>();
        for (Cut cut : cuts) {
            int last = joined.size() - 1;
            if (last >= 0 && cut.fragment && joined.get(last).fragment) {
                joined.set(last, new Cut(null, "", joined.get(last).raw + cut.raw, true));
            } else {
                joined.add(cut);
            }
        }
        return joined;
    }
}
