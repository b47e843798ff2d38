package dev.aiproxy.api.provider;

/** Whether credentials of a provider carry an {@code api-key}. */
public enum ApiKeyUse {
    /** A credential without a key is invalid. */
    REQUIRED,
    /** A credential may have a key. */
    OPTIONAL,
    /** There is no key; the option is unknown in the provider's section. */
    NONE
}
