package dev.aiproxy.runtime.config;

/**
 * A key that a client may present.
 *
 * @param name safe to show
 */
public record ClientKey(String name, KeyHash hash) {}
