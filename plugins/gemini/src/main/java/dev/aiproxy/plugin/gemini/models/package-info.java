/** Model lists as the Gemini API writes them. */
@NullMarked
package dev.aiproxy.plugin.gemini.models;

import org.jspecify.annotations.NullMarked;
