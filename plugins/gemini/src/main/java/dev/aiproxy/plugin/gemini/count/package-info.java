/** Counting tokens with the Gemini API. */
@NullMarked
package dev.aiproxy.plugin.gemini.count;

import org.jspecify.annotations.NullMarked;
