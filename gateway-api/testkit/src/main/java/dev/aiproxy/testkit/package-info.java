/** Tools for testing plugins and the gateway without a vendor. */
@NullMarked
package dev.aiproxy.testkit;

import org.jspecify.annotations.NullMarked;
