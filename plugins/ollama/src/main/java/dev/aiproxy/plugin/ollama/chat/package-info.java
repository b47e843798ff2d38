/** Conversations as {@code /api/chat} has them: JSON documents, one in a line. */
@NullMarked
package dev.aiproxy.plugin.ollama.chat;

import org.jspecify.annotations.NullMarked;
