/** JSON that must fit the schema that a vendor published. */
@NullMarked
package dev.aiproxy.testkit.schema;

import org.jspecify.annotations.NullMarked;
