/** The cases: what is sent to whom, and what is read off. */
@NullMarked
package dev.aiproxy.bench.measure;

import org.jspecify.annotations.NullMarked;
