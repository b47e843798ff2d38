/** Providers that speak the OpenAI API at an address of the operator's choice. */
@NullMarked
package dev.aiproxy.plugin.openaicompat;

import org.jspecify.annotations.NullMarked;
