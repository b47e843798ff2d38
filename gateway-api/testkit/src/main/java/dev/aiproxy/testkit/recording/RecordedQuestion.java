package dev.aiproxy.testkit.recording;

import tools.jackson.databind.JsonNode;

/**
 * One recorded request that a provider accepted.
 *
 * @param key the name of its file and its number there
 * @param url where it was sent
 * @param body what was sent
 */
public record RecordedQuestion(String key, String url, JsonNode body) {}
