package dev.aiproxy.runtime.cli;

import java.util.function.Supplier;

/**
 * Notices when something has changed and come to rest: it looks different from the time of the last change, and the same as at
 * the last look. Looking again and again works on every file system, and sees a rename, a replaced link and a copy that is still
 * being written alike. Not thread-safe.
 */
final class ChangeWatch {
    private final Supplier<Object> look;
    private Object settled;
    private Object last;

    ChangeWatch(Supplier<Object> look) {
        this.look = look;
        this.settled = look.get();
        this.last = settled;
    }

    /** To be called regularly; true once for each change, when it has come to rest. */
    boolean changed() {
        Object now = look.get();
        boolean atRest = now.equals(last);
        last = now;
        if (!atRest || now.equals(settled)) {
            return false;
        }
        settled = now;
        return true;
    }
}
