@NullMarked
package dev.aiproxy.runtime.plugin.guard;

import org.jspecify.annotations.NullMarked;
