@NullMarked
package dev.aiproxy.runtime.server;

import org.jspecify.annotations.NullMarked;
