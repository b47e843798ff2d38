/** What a wire format contributes: endpoints, and translation to and from the canonical conversation. Everything here is pure. */
@NullMarked
package dev.aiproxy.api.translate;

import org.jspecify.annotations.NullMarked;
