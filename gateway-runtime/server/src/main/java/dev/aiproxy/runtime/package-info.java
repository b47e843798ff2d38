/** The gateway server. Nothing here is visible to a plugin. */
@NullMarked
package dev.aiproxy.runtime;

import org.jspecify.annotations.NullMarked;
