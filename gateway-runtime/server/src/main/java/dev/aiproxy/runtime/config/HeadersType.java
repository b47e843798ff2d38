package dev.aiproxy.runtime.config;

import dev.aiproxy.api.wire.Headers;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** HTTP headers by name. */
record HeadersType() implements OptionType<Headers> {
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect");

    @Override
    public String expects() {
        return "a mapping of header names to values";
    }

    @Override
    public @Nullable Headers read(YamlNode node, Place place) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            place.report(node.at(), "must be " + expects());
            return null;
        }
        Headers.Builder headers = Headers.builder();
        for (YamlNode.Entry entry : mapping.entries()) {
            add(entry, headers, place.child(entry.key()));
        }
        return headers.build();
    }

    private static void add(YamlNode.Entry entry, Headers.Builder headers, Place place) {
        if (entry.value() instanceof YamlNode.Faulty) {
            return;
        }
        if (RESERVED.contains(entry.key().toLowerCase(Locale.ROOT))) {
            place.report(entry.at(), "is set by the gateway itself");
        } else if (!entry.key().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            place.report(entry.at(), "not a header name: letters, digits and dashes are allowed");
        } else if (entry.value() instanceof YamlNode.Scalar scalar
                && scalar.text().matches("[\\t\\x20-\\x7e]*")) {
            headers.set(entry.key(), scalar.text());
        } else {
            place.report(entry.value().at(), "must be a header value: printable ASCII characters in one line");
        }
    }

    @Override
    public ObjectNode schema() {
        return JsonSchema.mapping(JsonSchema.scalar());
    }
}
