/** From samples to figures, and from figures to a table, JSON and a plot. */
@NullMarked
package dev.aiproxy.bench.report;

import org.jspecify.annotations.NullMarked;
