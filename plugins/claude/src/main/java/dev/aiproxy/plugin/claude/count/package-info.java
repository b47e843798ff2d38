/** Counting tokens with the Messages API. */
@NullMarked
package dev.aiproxy.plugin.claude.count;

import org.jspecify.annotations.NullMarked;
