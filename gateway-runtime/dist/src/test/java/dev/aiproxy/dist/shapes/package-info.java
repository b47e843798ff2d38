/** Small plugins of every shape that providers come in, written against the gateway's API only. */
@NullMarked
package dev.aiproxy.dist.shapes;

import org.jspecify.annotations.NullMarked;
