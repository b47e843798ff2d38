/** From a requested model to the candidates that can serve it, in the order to try them. */
@NullMarked
package dev.aiproxy.runtime.routing;

import org.jspecify.annotations.NullMarked;
