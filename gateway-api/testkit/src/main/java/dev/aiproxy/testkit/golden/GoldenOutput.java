package dev.aiproxy.testkit.golden;

/**
 * Computes what is compared with an expected file.
 *
 * @param <T> the kind of output
 */
@FunctionalInterface
public interface GoldenOutput<T> {

    /** The actual output for this input; whatever it throws fails the test. */
    T of(GoldenCase input) throws Exception;
}
