/** The OpenAI plugin: its provider and its wire formats. */
@NullMarked
package dev.aiproxy.plugin.openai;

import org.jspecify.annotations.NullMarked;
