package dev.aiproxy.runtime.upstream;

import dev.aiproxy.api.provider.UpstreamFailure;

/**
 * Why an exchange has no proper end.
 *
 * @param cause UNREACHABLE, PROXY, NO_CAPACITY, RESET, TIMEOUT or INVALID
 * @param detail for the operator: host, port and reason, never a path or query; of PROXY for clients, too: it names the host only
 * @param headSeen whether {@link UpstreamListener#head} was called before
 */
public record UpstreamFault(UpstreamFailure.Cause cause, String detail, boolean headSeen) {}
