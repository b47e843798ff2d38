/** Completions: the OpenAI API before there were conversations. */
@NullMarked
package dev.aiproxy.plugin.openai.completions;

import org.jspecify.annotations.NullMarked;
