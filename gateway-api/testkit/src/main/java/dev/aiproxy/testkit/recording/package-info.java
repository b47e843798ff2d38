/** What providers really answered, and what is known of each answer. */
@NullMarked
package dev.aiproxy.testkit.recording;

import org.jspecify.annotations.NullMarked;
