/** Plugin loading, tested with jars that are compiled on the fly. */
@NullMarked
package dev.aiproxy.runtime.plugin;

import org.jspecify.annotations.NullMarked;
