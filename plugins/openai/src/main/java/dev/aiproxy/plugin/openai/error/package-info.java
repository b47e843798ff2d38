/** Errors as OpenAI's APIs write them. */
@NullMarked
package dev.aiproxy.plugin.openai.error;

import org.jspecify.annotations.NullMarked;
