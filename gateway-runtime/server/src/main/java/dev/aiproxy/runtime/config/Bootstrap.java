package dev.aiproxy.runtime.config;

/** What must be known before plugins, and with them the rest of the configuration, are known. */
public record Bootstrap(GatewayConfig.Plugins plugins, GatewayConfig.Logging logging) {}
