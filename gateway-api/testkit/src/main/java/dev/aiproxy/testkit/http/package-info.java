/**
 * Both ends of a provider connection on raw sockets: a scripted {@link dev.aiproxy.testkit.http.FakeUpstream} and a
 * byte-exact {@link dev.aiproxy.testkit.http.RawHttpClient}. Neither uses an HTTP library, so that every fault a real
 * peer can show can be produced, and every byte can be compared.
 */
@NullMarked
package dev.aiproxy.testkit.http;

import org.jspecify.annotations.NullMarked;
