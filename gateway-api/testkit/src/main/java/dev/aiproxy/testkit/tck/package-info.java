/**
 * Contract tests for plugins: JUnit classes to extend, one for each kind of service. Every check belongs to a {@link
 * dev.aiproxy.testkit.tck.Rule}, and a failure names it.
 */
@NullMarked
package dev.aiproxy.testkit.tck;

import org.jspecify.annotations.NullMarked;
