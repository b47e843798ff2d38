/** A real gateway inside a test: the same code as in production, on a free loopback port, with the plugins under test. */
@NullMarked
package dev.aiproxy.testkit.gateway;

import org.jspecify.annotations.NullMarked;
