@NullMarked
package dev.aiproxy.api;

import org.jspecify.annotations.NullMarked;
