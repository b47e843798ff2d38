/** JMH benchmarks of the gateway's pure parts. Classes are public and open because JMH extends them. */
@NullMarked
package dev.aiproxy.bench.micro;

import org.jspecify.annotations.NullMarked;
