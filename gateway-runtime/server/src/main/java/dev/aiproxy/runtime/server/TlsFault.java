package dev.aiproxy.runtime.server;

/** A file of the listener's TLS cannot be used; the message tells the operator why and holds nothing secret. */
final class TlsFault extends Exception {
    private static final long serialVersionUID = 1L;

    TlsFault(String message) {
        super(message);
    }
}
