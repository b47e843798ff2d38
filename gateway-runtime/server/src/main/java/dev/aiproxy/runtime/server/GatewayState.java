package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.dispatch.Snapshot;

/** What the edge serves from, swapped as one. */
public record GatewayState(Snapshot snapshot, EndpointTable endpoints) {}
