/** What is counted and logged of exchanges; observes, never stands in the way. */
@NullMarked
package dev.aiproxy.runtime.metrics;

import org.jspecify.annotations.NullMarked;
