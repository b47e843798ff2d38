package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * An exchange under way.
 *
 * @param snapshot the one it started with
 * @param provider the id of the one that is tried; null before the first attempt
 */
public record OpenExchange(
        Snapshot snapshot,
        WireFormat clientFormat,
        @Nullable String provider,
        boolean stream) {}
