/** What an answer says, whatever wire format it came in: the common measure for translations. */
@NullMarked
package dev.aiproxy.testkit.digest;

import org.jspecify.annotations.NullMarked;
