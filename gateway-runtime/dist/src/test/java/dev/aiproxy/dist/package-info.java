/** Tests that run on the packaged distribution. */
@NullMarked
package dev.aiproxy.dist;

import org.jspecify.annotations.NullMarked;
