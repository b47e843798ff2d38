package dev.aiproxy.runtime.upstream;

/** One request under way. Called on its IO thread only; nothing here calls the listener before it returns. */
public interface UpstreamExchange {
    /** No {@link UpstreamListener#data} until {@link #resume}: the socket is not read, so TCP slows the peer down. */
    void pause();

    void resume();

    /** Closes the connection at once, in any phase; no callback follows. Without effect on an ended exchange. */
    void cancel();
}
