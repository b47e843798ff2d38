@NullMarked
package dev.aiproxy.api.provider;

import org.jspecify.annotations.NullMarked;
