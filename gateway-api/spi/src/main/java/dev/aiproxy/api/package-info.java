/** What every plugin meets: the entry points of the service-provider interface. */
@NullMarked
package dev.aiproxy.api;

import org.jspecify.annotations.NullMarked;
