@NullMarked
package dev.aiproxy.runtime;

import org.jspecify.annotations.NullMarked;
