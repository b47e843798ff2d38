package dev.aiproxy.testkit.tck;

import org.opentest4j.TestAbortedException;

/** Something that a plugin must keep. A check that fails says {@code TCK <id>: <statement>} and how it was broken. */
public interface Rule {
    /** Names the rule for good, such as {@code provider/errors-1}. */
    String id();

    /** What holds for every plugin that is right. */
    String statement();

    /**
     * Runs a check of this rule.
     *
     * @throws AssertionError that begins with {@code TCK} and the rule's id, if the check throws anything
     */
    default void hold(Check check) {
        try {
            check.run();
        } catch (TestAbortedException aborted) {
            throw aborted;
        } catch (Throwable broken) {
            String how = broken instanceof AssertionError ? broken.getMessage() : broken.toString();
            throw new AssertionError("TCK " + id() + ": " + statement() + "\nBut: " + how, broken);
        }
    }

    /** What finds out whether a rule is kept; whatever it throws says that it is not. */
    @FunctionalInterface
    interface Check {
        /** Returns if the rule is kept. */
        void run() throws Throwable;
    }
}
