/** Request bodies that keep their bytes: looked over once, edited in place, parsed only where asked. */
@NullMarked
package dev.aiproxy.runtime.json;

import org.jspecify.annotations.NullMarked;
