@NullMarked
package dev.aiproxy.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
