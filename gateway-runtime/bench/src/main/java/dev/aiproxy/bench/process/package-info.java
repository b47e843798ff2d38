/** The processes under test: started, measured and ended. */
@NullMarked
package dev.aiproxy.bench.process;

import org.jspecify.annotations.NullMarked;
