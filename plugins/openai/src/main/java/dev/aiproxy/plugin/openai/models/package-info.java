/** Model lists as OpenAI's API writes them. */
@NullMarked
package dev.aiproxy.plugin.openai.models;

import org.jspecify.annotations.NullMarked;
