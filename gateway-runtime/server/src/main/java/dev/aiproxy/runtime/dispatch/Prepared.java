package dev.aiproxy.runtime.dispatch;

/** An exchange that is ready to start, as the edge sees it; called on its IO thread. */
public interface Prepared extends ClientListener {
    /** To be called once, when the edge is ready to report of the client. */
    void start();
}
