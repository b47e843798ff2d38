package dev.aiproxy.runtime.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name of a header that may be copied from an answer, in lower case. */
record ResponseHeaderType() implements OptionType<String> {
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "keep-alive",
            "proxy-authenticate",
            "retry-after",
            "server",
            "set-cookie",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "www-authenticate",
            "x-request-id");

    @Override
    public String expects() {
        return "the name of a header, such as x-ratelimit-remaining-requests";
    }

    @Override
    public @Nullable String read(YamlNode node, Place place) {
        String name =
                node instanceof YamlNode.Scalar scalar ? scalar.text().strip().toLowerCase(Locale.ROOT) : "";
        if (!name.matches("[!#$%&'+.^_`|~0-9a-z-]+")) {
            place.report(node.at(), "must be " + expects());
        } else if (OWN.contains(name)) {
            place.report(node.at(), "is the gateway's own and cannot be copied");
        } else {
            return name;
        }
        return null;
    }
}
