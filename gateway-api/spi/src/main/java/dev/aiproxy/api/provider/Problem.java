package dev.aiproxy.api.provider;

/**
 * Something wrong with a credential that the option types alone do not tell.
 *
 * @param option the option at fault, empty for the credential as a whole
 * @param message what is wrong and what would be right, without the value of a secret
 */
public record Problem(String option, String message) {}
