@NullMarked
package dev.aiproxy.runtime.upstream;

import org.jspecify.annotations.NullMarked;
