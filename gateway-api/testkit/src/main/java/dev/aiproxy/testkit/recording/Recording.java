package dev.aiproxy.testkit.recording;

import dev.aiproxy.testkit.digest.Digest;
import dev.aiproxy.testkit.digest.Digests;
import dev.aiproxy.testkit.sse.SseEvent;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * One recorded answer.
 *
 * @param key its name in the list of recordings
 * @param format whose it is
 * @param body as the provider sent it; the frames of event streams that were recorded as bare data are put around them
 * @param stream whether the body is a stream: server-sent events, or a JSON array
 * @param status the status that it came with; where none was recorded, 200, or 400 for an error
 * @param expected what it says
 */
public record Recording(String key, Digests format, String body, boolean stream, int status, Digest expected) {

    /** The body, and if that is a JSON array, as it would have come had it been asked for as server-sent events. */
    public String eventStream() {
        if (!body.stripLeading().startsWith("[")) {
            return body;
        }
        return JsonMapper.shared()
                .readTree(body)
                .valueStream()
                .map(element -> SseEvent.of(element.toString()).render())
                .collect(Collectors.joining());
    }
}
