package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.wire.Frame;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.translate.Mutations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Streams of which frames are changed, lost, repeated or no JSON at all. Serves one thread. */
final class FrameMutations {
    private static final int FATES = 10;

    private final Random random;
    private final Mutations mutations;

    FrameMutations(Random random) {
        this.random = random;
        this.mutations = new Mutations(random);
    }

    /** The frames of a stream that has these payloads, some of them spoilt. */
    List<Frame> of(List<String> payloads) {
        List<Frame> frames = new ArrayList<>();
        for (String payload : payloads) {
            switch (random.nextInt(FATES)) {
                case 0 -> frames.add(frame(""));
                case 1 -> frames.add(frame(payload.substring(0, random.nextInt(payload.length() + 1))));
                case 2 -> frames.addAll(List.of(frame(payload), frame(payload)));
                case 3 -> {}
                case 4, 5 -> frames.add(frame(mutated(payload)));
                default -> frames.add(frame(payload));
            }
        }
        return frames;
    }

    private String mutated(String payload) {
        try {
            Json.parse(payload);
        } catch (GatewayException noJson) {
            return payload + "}";
        }
        return mutations.text(payload);
    }

    private static Frame frame(String payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
        return Frame.of(null, bytes, bytes.duplicate());
    }
}
