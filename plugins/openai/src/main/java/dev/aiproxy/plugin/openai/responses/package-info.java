/** Conversations in the format of OpenAI's Responses API. */
@NullMarked
package dev.aiproxy.plugin.openai.responses;

import org.jspecify.annotations.NullMarked;
