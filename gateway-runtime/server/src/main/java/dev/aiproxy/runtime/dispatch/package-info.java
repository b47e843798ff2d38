/** One exchange, from a parsed request to a finished response: attempts, commit, relay, retry. */
@NullMarked
package dev.aiproxy.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
