/** What {@code /api/tags} lists, and {@code /api/version}. */
@NullMarked
package dev.aiproxy.plugin.ollama.models;

import org.jspecify.annotations.NullMarked;
