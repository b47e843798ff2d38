/** The way into the code of plugins: every call is named, counted and timed, and whatever goes wrong in it is contained. */
@NullMarked
package dev.aiproxy.runtime.plugin.guard;

import org.jspecify.annotations.NullMarked;
