package dev.aiproxy.bench.process;

/** Where everything listens, on 127.0.0.1. */
public record Addresses(
        int upstream,
        int tlsUpstream,
        int pacedUpstream,
        int proxy,
        int tlsProxy,
        int streamProxy,
        int bodyProxy,
        int unbufferedProxy) {

    /** Free ports for what this benchmark starts. */
    public static Addresses free(int upstream, int pacedUpstream) {
        return new Addresses(
                upstream,
                Workspace.freePort(),
                pacedUpstream,
                Workspace.freePort(),
                Workspace.freePort(),
                Workspace.freePort(),
                Workspace.freePort(),
                Workspace.freePort());
    }
}
