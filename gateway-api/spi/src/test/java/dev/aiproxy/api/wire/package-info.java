@NullMarked
package dev.aiproxy.api.wire;

import org.jspecify.annotations.NullMarked;
