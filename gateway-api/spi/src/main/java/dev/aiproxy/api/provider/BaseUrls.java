package dev.aiproxy.api.provider;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins base URLs and resources. */
final class BaseUrls {
    private static final Pattern VERSIONED = Pattern.compile(".*/v\\d+\\w*(/openai|/.+/endpoints/openapi)?");

    private BaseUrls() {}

    static URI join(URI base, String version, String resource) {
        String path = withoutTrailingSlashes(base.getRawPath());
        String prefix = VERSIONED.matcher(path).matches() ? path : path + "/" + version;
        int query = resource.indexOf('?');
        String resourcePath = query < 0 ? resource : resource.substring(0, query);
        String resourceQuery = query < 0 ? null : resource.substring(query + 1);
        return URI.create(base.getScheme()
                + "://"
                + base.getRawAuthority()
                + prefix
                + "/"
                + resourcePath
                + query(base.getRawQuery(), resourceQuery));
    }

    private static String query(@Nullable String first, @Nullable String second) {
        String left = first == null ? "" : first;
        String right = second == null ? "" : second;
        String both = left + (left.isEmpty() || right.isEmpty() ? "" : "&") + right;
        return both.isEmpty() ? "" : "?" + both;
    }

    private static String withoutTrailingSlashes(@Nullable String path) {
        String text = path == null ? "" : path;
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
