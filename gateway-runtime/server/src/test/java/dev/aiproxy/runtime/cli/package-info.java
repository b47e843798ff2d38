@NullMarked
package dev.aiproxy.runtime.cli;

import org.jspecify.annotations.NullMarked;
