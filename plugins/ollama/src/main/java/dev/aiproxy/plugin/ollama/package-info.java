/** Ollama: the provider, and its native API as a wire format. */
@NullMarked
package dev.aiproxy.plugin.ollama;

import org.jspecify.annotations.NullMarked;
