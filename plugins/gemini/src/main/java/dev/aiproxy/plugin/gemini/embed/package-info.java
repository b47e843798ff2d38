/** Embeddings of the Gemini API. */
@NullMarked
package dev.aiproxy.plugin.gemini.embed;

import org.jspecify.annotations.NullMarked;
