/**
 * Stream grammars of the wire formats: what a client of a format may see in which order. A checker lists violations, each
 * beginning with the id of the rule it breaks; an empty list is a legal stream.
 */
@NullMarked
package dev.aiproxy.testkit.grammar;

import org.jspecify.annotations.NullMarked;
