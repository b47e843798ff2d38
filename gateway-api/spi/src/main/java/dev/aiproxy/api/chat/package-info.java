/** The canonical conversation: what every wire format is read into and written from. */
@NullMarked
package dev.aiproxy.api.chat;

import org.jspecify.annotations.NullMarked;
