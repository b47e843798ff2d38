/** Errors as Ollama words them. */
@NullMarked
package dev.aiproxy.plugin.ollama.error;

import org.jspecify.annotations.NullMarked;
