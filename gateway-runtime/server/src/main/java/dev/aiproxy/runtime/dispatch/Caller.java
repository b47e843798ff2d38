package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.runtime.config.ModelGlobs;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param scope separates what is remembered for this client from what is remembered for others
 * @param key the name of the key that it presented; null if none of the configured ones
 * @param models what it may ask for, by the names that clients use
 * @param address the IP address, for the log
 */
public record Caller(String scope, @Nullable String key, ModelGlobs models, String address) {}
