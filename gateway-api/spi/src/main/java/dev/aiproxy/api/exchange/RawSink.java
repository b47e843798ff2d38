package dev.aiproxy.api.exchange;

import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Frame;

/** Where a {@link RawInterception} puts events of the client's stream. */
public interface RawSink extends EventSink {
    /** The frame as it came, byte for byte. */
    void forward(Frame frame);
}
