@NullMarked
package dev.aiproxy.runtime.metrics;

import org.jspecify.annotations.NullMarked;
