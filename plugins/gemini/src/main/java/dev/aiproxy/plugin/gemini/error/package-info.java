/** Errors as the Gemini API writes them. */
@NullMarked
package dev.aiproxy.plugin.gemini.error;

import org.jspecify.annotations.NullMarked;
