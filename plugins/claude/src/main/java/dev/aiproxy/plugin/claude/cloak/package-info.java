/** Requests in the shape that an operator wants the upstream to see. */
@NullMarked
package dev.aiproxy.plugin.claude.cloak;

import org.jspecify.annotations.NullMarked;
