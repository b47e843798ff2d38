package dev.aiproxy.testkit.tck;

/** A translator that META-INF/services forgets. */
final class UndeclaredTranslator extends LineTranslator {}
