package dev.aiproxy.runtime.json;

/**
 * One member of an object, by its offsets in the body.
 *
 * @param name unescaped
 * @param keyStart the name's opening quote
 * @param valueStart the value's first byte
 * @param valueEnd behind the value's last byte
 */
record Member(String name, int keyStart, int valueStart, int valueEnd) {}
