/** Conversations as {@code generateContent} and {@code streamGenerateContent} carry them, both ways. */
@NullMarked
package dev.aiproxy.plugin.gemini.chat;

import org.jspecify.annotations.NullMarked;
