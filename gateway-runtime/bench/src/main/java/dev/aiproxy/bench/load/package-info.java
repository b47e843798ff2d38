/** The load generator: a process of its own that sends requests at a fixed rate or as fast as they are answered. */
@NullMarked
package dev.aiproxy.bench.load;

import org.jspecify.annotations.NullMarked;
