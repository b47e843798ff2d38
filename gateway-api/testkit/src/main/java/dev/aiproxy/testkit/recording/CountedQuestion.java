package dev.aiproxy.testkit.recording;

/**
 * A recorded request whose answer tells how long it was.
 *
 * @param question what was asked
 * @param inputTokens what the provider counted, cached tokens included
 */
public record CountedQuestion(RecordedQuestion question, long inputTokens) {}
