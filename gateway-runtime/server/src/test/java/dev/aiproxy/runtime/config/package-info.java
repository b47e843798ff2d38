@NullMarked
package dev.aiproxy.runtime.config;

import org.jspecify.annotations.NullMarked;
