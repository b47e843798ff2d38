package dev.aiproxy.runtime.upstream;

import java.nio.ByteBuffer;

/** A body that lasts as long as the connection. */
final class UntilCloseBody implements BodyFraming {
    @Override
    public int next(ByteBuffer in) {
        return in.remaining();
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public boolean endsWithConnection() {
        return true;
    }
}
