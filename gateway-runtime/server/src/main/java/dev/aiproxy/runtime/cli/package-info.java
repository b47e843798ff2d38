/** The command line and the composition root. */
@NullMarked
package dev.aiproxy.runtime.cli;

import org.jspecify.annotations.NullMarked;
