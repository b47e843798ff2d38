/**
 * Finds plugins, isolates them, starts them and lets them go. A class loader keeps the classes of plugins and gateway apart so
 * that neither breaks the other by accident; it is no security boundary, a plugin has every right of the process.
 */
@NullMarked
package dev.aiproxy.runtime.plugin;

import org.jspecify.annotations.NullMarked;
