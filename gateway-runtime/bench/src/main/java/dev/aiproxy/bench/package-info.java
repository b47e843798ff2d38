/** Measures the packaged gateway against a bare reverse proxy. */
@NullMarked
package dev.aiproxy.bench;

import org.jspecify.annotations.NullMarked;
