/** Conversations as Anthropic's Messages API writes them. */
@NullMarked
package dev.aiproxy.plugin.claude.messages;

import org.jspecify.annotations.NullMarked;
