package dev.aiproxy.runtime.upstream;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.DefaultByteBufferPool;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool that knows how many of its buffers are out. */
final class CountingBuffers implements ByteBufferPool {
    private final DefaultByteBufferPool pool = new DefaultByteBufferPool(true, 16 * 1024, 1_000, 10, 0);
    private final AtomicInteger out = new AtomicInteger();

    int out() {
        return out.get();
    }

    @Override
    public PooledByteBuffer allocate() {
        PooledByteBuffer buffer = pool.allocate();
        out.incrementAndGet();
        AtomicBoolean returned = new AtomicBoolean();
        return new PooledByteBuffer() {
            @Override
            public ByteBuffer getBuffer() {
                return buffer.getBuffer();
            }

            @Override
            public void close() {
                if (returned.compareAndSet(false, true)) {
                    out.decrementAndGet();
                    buffer.close();
                }
            }

            @Override
            public boolean isOpen() {
                return buffer.isOpen();
            }
        };
    }

    @Override
    public ByteBufferPool getArrayBackedPool() {
        return pool.getArrayBackedPool();
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public int getBufferSize() {
        return pool.getBufferSize();
    }

    @Override
    public boolean isDirect() {
        return pool.isDirect();
    }
}
