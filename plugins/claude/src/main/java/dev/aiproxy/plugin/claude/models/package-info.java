/** Model lists as Anthropic's API writes them. */
@NullMarked
package dev.aiproxy.plugin.claude.models;

import org.jspecify.annotations.NullMarked;
