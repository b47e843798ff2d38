package dev.aiproxy.api.provider;

/** Whether credentials of a provider carry an {@code api-key}. */
public enum ApiKeyUse {
    REQUIRED,
    OPTIONAL,
    NONE
}
