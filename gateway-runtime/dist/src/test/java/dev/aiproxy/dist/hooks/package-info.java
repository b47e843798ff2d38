/** Hooks that do what headers of the request tell them, packed into plugins by the tests. */
@NullMarked
package dev.aiproxy.dist.hooks;

import org.jspecify.annotations.NullMarked;
