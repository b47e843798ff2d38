@NullMarked
package dev.aiproxy.runtime.routing;

import org.jspecify.annotations.NullMarked;
