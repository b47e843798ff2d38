package dev.aiproxy.api.provider;

import java.net.URI;
import java.util.regex.Pattern;

/** Joins base URLs and resources. */
final class BaseUrls {
    private static final Pattern VERSIONED = Pattern.compile(".*/v\\d+\\w*(/openai)?");

    private BaseUrls() {}

    static URI join(URI base, String version, String resource) {
        String text = base.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        String path = base.getRawPath() == null ? "" : stripSlashes(base.getRawPath());
        boolean versioned = VERSIONED.matcher(path).matches();
        return URI.create(versioned ? text + "/" + resource : text + "/" + version + "/" + resource);
    }

    private static String stripSlashes(String path) {
        String text = path;
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
