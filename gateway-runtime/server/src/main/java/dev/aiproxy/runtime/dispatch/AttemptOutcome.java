package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.Usage;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.runtime.config.Redaction;

/** What an attempt tells its exchange; exactly one of {@link #succeeded}, {@link #failed} and {@link #refused}, once. */
interface AttemptOutcome {
    /** What an upstream or a plugin says may repeat what it was given; this takes it out before anybody else is told. */
    Redaction redaction();

    /** What is known of the usage so far. */
    void used(Usage usage);

    /** The first content is there and is about to be given to the client: from now on this attempt answers, and no other. */
    void answering();

    /** The client has been given a complete answer. */
    void succeeded();

    /** The upstream failed. Before the commit another candidate may be tried; after it the client's stream is broken off. */
    void failed(UpstreamFailure failure);

    /** The gateway could not ask or could not understand. */
    void refused(GatewayException reason);
}
