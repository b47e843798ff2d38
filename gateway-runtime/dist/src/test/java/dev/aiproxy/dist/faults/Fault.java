package dev.aiproxy.dist.faults;

import org.jspecify.annotations.Nullable;

/** Misbehaves in one method, which a name such as {@code prepare-null} or {@code prepare-throws} chooses. */
final class Fault {
    private Fault() {}

    /** The value, unless the name tells this method to throw or to return null. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T in(String method, @Nullable String name, T value) {
        if ((method + "-throws").equals(name)) {
            throw new IllegalStateException("secret detail");
        }
        return (method + "-null").equals(name) ? null : value;
    }
}
