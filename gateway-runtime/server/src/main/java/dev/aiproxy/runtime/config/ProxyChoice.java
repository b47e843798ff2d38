package dev.aiproxy.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * Which proxy to go through, if any.
 *
 * @param url null for none
 */
record ProxyChoice(@Nullable ProxyUrl url) {
    static final ProxyChoice DIRECT = new ProxyChoice(null);

    static @Nullable ProxyChoice parse(String text) {
        if (text.isEmpty() || text.equals("direct") || text.equals("none")) {
            return DIRECT;
        }
        ProxyUrl url = ProxyUrl.parse(text);
        return url == null ? null : new ProxyChoice(url);
    }
}
