/**
 * Non-blocking HTTP/1.1 to providers. Everything of one exchange happens on the IO thread that it was sent on: the
 * pool is per thread, so there is no lock and no hand-off.
 *
 * <p>Connections, IO threads and TLS are XNIO's and Undertow's. The HTTP/1.1 response reader is our own, because what
 * providers and the boxes in front of them really send must end as a named fault: interim answers other than 100,
 * a 304 with a length, heads without end, broken chunks.
 */
@NullMarked
package dev.aiproxy.runtime.upstream;

import org.jspecify.annotations.NullMarked;
