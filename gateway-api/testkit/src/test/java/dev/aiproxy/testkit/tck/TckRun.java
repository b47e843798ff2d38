package dev.aiproxy.testkit.tck;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the tests of a contract test class and collects how they fail. */
public final class TckRun {
    private TckRun() {}

    /** How its tests fail, without those that are left out; none of them if it passes. */
    public static List<String> failures(Object tck, String... leftOut) throws ReflectiveOperationException {
        List<String> failures = new ArrayList<>();
        for (Class<?> type = tck.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Method test : type.getDeclaredMethods()) {
                if (test.isAnnotationPresent(Test.class) && !List.of(leftOut).contains(test.getName())) {
                    run(tck, test, failures);
                }
            }
        }
        return failures;
    }

    /** How one test fails; empty if it passes. */
    static String failure(Object tck, String name) throws ReflectiveOperationException {
        for (Class<?> type = tck.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Method test : type.getDeclaredMethods()) {
                if (test.isAnnotationPresent(Test.class) && test.getName().equals(name)) {
                    List<String> failures = new ArrayList<>();
                    run(tck, test, failures);
                    return String.join("", failures);
                }
            }
        }
        throw new AssertionError("there is no test " + name);
    }

    private static void run(Object tck, Method test, List<String> failures) throws ReflectiveOperationException {
        try {
            test.setAccessible(true);
            test.invoke(tck);
        } catch (InvocationTargetException failed) {
            failures.add(String.valueOf(failed.getCause().getMessage()));
        }
    }
}
