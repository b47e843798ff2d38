package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.plugin.guard.Guarded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A wire format that a plugin brings.
 *
 * @param plugin whose it is
 * @param format what the translator said of itself when it was loaded
 * @param endpoints the same
 * @param translator the one instance of this loaded plugin, behind its guard
 */
public record ContributedTranslator(
        LoadedPlugin plugin, WireFormat format, List<Endpoint> endpoints, Translator translator)
        implements Contribution {
    public ContributedTranslator {
        endpoints = List.copyOf(endpoints);
    }

    static ContributedTranslator of(LoadedPlugin plugin, Translator translator) {
        WireFormat format = ExtensionPoint.answer(translator, "format()", translator.format());
        List<Endpoint> endpoints = ExtensionPoint.answer(translator, "endpoints()", translator.endpoints());
        Translator guarded = Guarded.translator(plugin.guard(), translator, format, endpoints);
        return new ContributedTranslator(plugin, format, endpoints, guarded);
    }

    @Override
    public List<String> claims() {
        List<String> claims = new ArrayList<>();
        claims.add("wire format '" + format + "'");
        for (Endpoint endpoint : endpoints) {
            claims.add("endpoint " + claim(endpoint));
        }
        return claims;
    }

    /** Endpoints that serve the same requests make the same claim: the name of a path's variable does not matter. */
    private static String claim(Endpoint endpoint) {
        String path = endpoint.path().replaceAll("\\{[^/}]*}", "{}");
        String header = endpoint.requiredHeader();
        return endpoint.method() + " " + path
                + (header == null ? "" : " with header " + header.toLowerCase(Locale.ROOT));
    }
}
