/** Golden files: inputs and expected outputs as files in a folder, one dynamic test per pair. */
@NullMarked
package dev.aiproxy.testkit.golden;

import org.jspecify.annotations.NullMarked;
