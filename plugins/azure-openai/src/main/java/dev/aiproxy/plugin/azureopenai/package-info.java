/** Azure OpenAI: deployments that speak OpenAI's chat completions, with keys or tokens of Microsoft Entra. */
@NullMarked
package dev.aiproxy.plugin.azureopenai;

import org.jspecify.annotations.NullMarked;
