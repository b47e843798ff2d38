/** Conversations in the format of OpenAI's chat completions. */
@NullMarked
package dev.aiproxy.plugin.openai.chat;

import org.jspecify.annotations.NullMarked;
