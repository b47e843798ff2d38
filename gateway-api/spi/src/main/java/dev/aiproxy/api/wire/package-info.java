/** What travels on the wire, whoever speaks it: formats, operations, headers, frames, JSON bodies and edits of them. */
@NullMarked
package dev.aiproxy.api.wire;

import org.jspecify.annotations.NullMarked;
