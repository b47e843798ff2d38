package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.provider.UpstreamCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where Azure is asked. Up to the versions with dates, each deployment has a path of its own; the API without dates has OpenAI's
 * paths.
 */
final class AzureUrls {
    private AzureUrls() {}

    static URI of(UpstreamCall call, String resource) {
        AzureOptions options = new AzureOptions(call.credential());
        String root = options.root() + "/openai/";
        if (!options.current()) {
            String deployment = options.deployment().orElse(call.upstreamModel());
            return URI.create(root + "deployments/" + encoded(deployment) + "/" + resource + "?api-version="
                    + options.apiVersion());
        }
        boolean preview = options.apiVersion().equals("preview");
        return URI.create(root + "v1/" + resource + (preview ? "?api-version=preview" : ""));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
