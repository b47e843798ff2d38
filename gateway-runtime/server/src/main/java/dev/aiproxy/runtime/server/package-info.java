/** The edge towards clients: endpoints, client authentication, response writing, error rendering, admin API. */
@NullMarked
package dev.aiproxy.runtime.server;

import org.jspecify.annotations.NullMarked;
