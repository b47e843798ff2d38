/** YAML to validated, immutable configuration. The only package that knows the YAML parser. */
@NullMarked
package dev.aiproxy.runtime.config;

import org.jspecify.annotations.NullMarked;
