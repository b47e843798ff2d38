/** Plugins that break their contracts. */
@NullMarked
package dev.aiproxy.dist.faults;

import org.jspecify.annotations.NullMarked;
