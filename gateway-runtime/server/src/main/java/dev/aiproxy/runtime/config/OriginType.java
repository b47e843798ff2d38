package dev.aiproxy.runtime.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The origin of a web page as browsers send it, or {@code *}. */
record OriginType() implements OptionType<String> {
    private static final Pattern ORIGIN =
            Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://(\\[[0-9a-f:.]+]|[a-z0-9_.-]+)(:\\d{1,5})?");

    @Override
    public String expects() {
        return "an origin such as https://app.example.com or http://localhost:3000, without a path; or *";
    }

    @Override
    public @Nullable String read(YamlNode node, Place place) {
        if (node instanceof YamlNode.Scalar scalar) {
            String origin = scalar.text().strip().toLowerCase(Locale.ROOT);
            if (ORIGIN.matcher(origin).matches()) {
                return origin;
            }
        }
        place.report(node.at(), "must be " + expects());
        return null;
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.text();
    }
}
