package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import java.util.Set;

/** A service that a plugin brings, with what it says of itself, asked once when it was loaded. */
interface Contribution {
    /** What no other contribution may have as well, in words for the operator: {@code provider 'acme'}. */
    List<String> claims();

    /** Wire formats that must be there. */
    default Set<WireFormat> needs() {
        return Set.of();
    }
}
