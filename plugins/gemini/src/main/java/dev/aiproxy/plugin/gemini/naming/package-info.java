/** Models in the bodies of operations that name them there a second time. */
@NullMarked
package dev.aiproxy.plugin.gemini.naming;

import org.jspecify.annotations.NullMarked;
