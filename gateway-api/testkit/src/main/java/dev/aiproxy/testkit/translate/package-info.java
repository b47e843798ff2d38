/** What tests of a translator need around its codecs: the gateway's part of an exchange, slices, mutations. */
@NullMarked
package dev.aiproxy.testkit.translate;

import org.jspecify.annotations.NullMarked;
