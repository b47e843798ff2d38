package dev.aiproxy.testkit.http;

import java.io.IOException;
import java.time.Duration;

/** Where a reply is written to. Each wait returns false when the connection ended meanwhile. */
interface ReplySink {

    void write(byte[] bytes) throws IOException;

    boolean pass(Gate gate) throws InterruptedException;

    boolean pause(Duration time) throws InterruptedException;

    void stall() throws InterruptedException;

    void reset() throws IOException;

    void close() throws IOException;
}
