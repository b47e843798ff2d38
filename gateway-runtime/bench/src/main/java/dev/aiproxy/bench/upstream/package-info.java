/** The upstream that nginx cannot be: paced streams, bodies of megabytes, and the moment at which a peer left. */
@NullMarked
package dev.aiproxy.bench.upstream;

import org.jspecify.annotations.NullMarked;
