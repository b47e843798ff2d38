package dev.aiproxy.runtime.dispatch;

/** What the edge tells an exchange about its client; called on the exchange's IO thread. */
public interface ClientListener {
    /** Everything written was taken; more may be written. */
    void drained();

    /** The client went away. Called at most once, and never after the response was ended. */
    void gone();
}
