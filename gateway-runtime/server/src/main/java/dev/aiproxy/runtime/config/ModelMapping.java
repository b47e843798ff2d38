package dev.aiproxy.runtime.config;

/**
 * A model that a credential serves.
 *
 * @param id as the provider knows it
 * @param alias as clients know it; the id if no other is given
 */
public record ModelMapping(String id, String alias) {}
