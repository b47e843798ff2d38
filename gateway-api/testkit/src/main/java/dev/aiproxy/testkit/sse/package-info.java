/** Reading event-stream text in tests, tolerantly but with a list of what was not quite right. */
@NullMarked
package dev.aiproxy.testkit.sse;

import org.jspecify.annotations.NullMarked;
