package dev.aiproxy.runtime.config;

/**
 * A key that a client may present.
 *
 * @param name safe to show; stands in logs and metrics
 * @param models what may be asked for with it
 */
public record ClientKey(String name, KeyHash hash, ModelGlobs models) {}
