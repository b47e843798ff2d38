/** Taking part in exchanges: changing or watching them, telling who a client is, hearing what was used. */
@NullMarked
package dev.aiproxy.api.exchange;

import org.jspecify.annotations.NullMarked;
