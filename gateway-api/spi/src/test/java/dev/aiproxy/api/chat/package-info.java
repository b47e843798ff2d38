@NullMarked
package dev.aiproxy.api.chat;

import org.jspecify.annotations.NullMarked;
