package dev.aiproxy.runtime.upstream;

/**
 * Connections to one peer.
 *
 * @param used by an exchange, or being opened for one
 * @param free to be taken
 * @param waiting exchanges that may not open one
 */
public record PeerConnections(String host, int port, int used, int free, int waiting) {}
