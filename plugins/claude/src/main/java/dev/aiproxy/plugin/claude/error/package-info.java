/** Errors as Anthropic's API writes them. */
@NullMarked
package dev.aiproxy.plugin.claude.error;

import org.jspecify.annotations.NullMarked;
