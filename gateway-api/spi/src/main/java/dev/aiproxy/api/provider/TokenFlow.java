package dev.aiproxy.api.provider;

import dev.aiproxy.api.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * How a credential obtains a short-lived token (OAuth, STS): the steps are described, the runtime does the I/O, caches the
 * token per credential, lets concurrent exchanges wait for one fetch, and fetches ahead of expiry.
 */
public interface TokenFlow {
    /** The first step of a new fetch. */
    Step start();

    /**
     * One request of the flow.
     *
     * @param request where it goes
     * @param body its body; empty for none
     * @param reader judges the answer
     */
    record Step(UpstreamRequest request, ByteBuffer body, AnswerReader reader) {}

    /** Judges the answer to a step; pure. */
    interface AnswerReader {
        /**
         * What follows from the answer. Its buffer is valid during the call only.
         *
         * @param head status and headers; every status comes here, errors included
         * @param body the whole body, empty if there is none
         */
        Outcome read(ResponseHead head, ByteBuffer body);
    }

    /** What follows from an answer. */
    sealed interface Outcome {
        /**
         * Another request is needed.
         *
         * @param step what to ask next
         */
        record Next(Step step) implements Outcome {}

        /**
         * Here is the token.
         *
         * @param token what {@link UpstreamCall#token} hands to the provider
         * @param lifetime how long it may be used, from now
         */
        record Granted(Secret token, Duration lifetime) implements Outcome {}

        /**
         * No token could be had this time, through no fault of the credential.
         *
         * @param reason for the operator, free of secrets
         */
        record Unavailable(String reason) implements Outcome {}

        /**
         * The credential is refused.
         *
         * @param reason for the operator, free of secrets
         */
        record Refused(String reason) implements Outcome {}
    }
}
