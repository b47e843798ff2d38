package dev.aiproxy.runtime.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * What TLS over TLS reads from. The outer layer reads once and then waits for news, but the inner one tells no news of what it
 * has already decrypted; so each read takes all that is there.
 */
final class DrainingConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {
    DrainingConduit(StreamSourceConduit next) {
        super(next);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int count = next.read(target);
            if (count <= 0) {
                return total > 0 ? total : count;
            }
            total += count;
        }
        return total;
    }
}
