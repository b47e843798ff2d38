/** The one way in which failures are named, carried and rendered. */
@NullMarked
package dev.aiproxy.api.error;

import org.jspecify.annotations.NullMarked;
