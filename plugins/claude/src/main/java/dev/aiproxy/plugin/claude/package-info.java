/** The Claude plugin: its provider and its wire format. */
@NullMarked
package dev.aiproxy.plugin.claude;

import org.jspecify.annotations.NullMarked;
