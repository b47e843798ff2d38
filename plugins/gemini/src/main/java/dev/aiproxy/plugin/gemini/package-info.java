/** The Gemini plugin: its provider and its wire format. */
@NullMarked
package dev.aiproxy.plugin.gemini;

import org.jspecify.annotations.NullMarked;
