package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.wire.ResponseHead;
import java.util.Optional;

/** What is said to an upstream and how its answer is carried: passed through or translated. One per attempt. */
interface HttpConversation {
    /** Whether making the body costs time in proportion to the client's. */
    boolean heavy();

    /** The call with its final body. */
    UpstreamCall call(Optional<Secret> token);

    /** Who carries the answer with this head. */
    Relay relay(ResponseHead head, AttemptOutcome outcome);
}
