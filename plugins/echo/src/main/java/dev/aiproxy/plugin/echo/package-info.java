/** A local provider that answers with the last thing the user said. */
@NullMarked
package dev.aiproxy.plugin.echo;

import org.jspecify.annotations.NullMarked;
