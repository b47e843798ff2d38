/** What a provider contributes: how to call it and how to judge what came back; the runtime does the I/O. */
@NullMarked
package dev.aiproxy.api.provider;

import org.jspecify.annotations.NullMarked;
