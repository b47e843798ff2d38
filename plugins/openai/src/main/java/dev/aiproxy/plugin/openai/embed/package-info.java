/** Embeddings of the OpenAI API. */
@NullMarked
package dev.aiproxy.plugin.openai.embed;

import org.jspecify.annotations.NullMarked;
