package dev.aiproxy.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * The prompt up to and with the marked element should be cached.
 *
 * @param ttl the requested life time in the format's own words ({@code 5m}, {@code 1h}), null for the default
 */
public record CacheMarker(@Nullable String ttl) {}
