package dev.aiproxy.runtime.cli;

import dev.aiproxy.runtime.config.ConfigFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Notices when files hold something else than when they were read, and have come to rest. Which files those are may change; what one
 * held is known from who read it, so that nothing which happens between the reading and the watching is missed. Not thread-safe.
 */
final class FileWatch {
    private Map<Path, String> settled;
    private Map<Path, String> last;

    /** @param read the files, and what they held when they were read */
    FileWatch(Map<Path, String> read) {
        this.settled = read;
        this.last = read;
    }

    /** To be called regularly; true once for each change, when it has come to rest. */
    boolean changed() {
        Map<Path, String> now = ConfigFiles.look(settled.keySet());
        boolean atRest = now.equals(last);
        last = now;
        if (!atRest || now.equals(settled)) {
            return false;
        }
        settled = now;
        return true;
    }

    /**
     * Watches these files from now on.
     *
     * @param read what those held that were read just now; of all others it is known from before
     */
    void watch(Set<Path> files, Map<Path, String> read) {
        Map<Path, String> next = new HashMap<>(settled);
        next.putAll(read);
        next.keySet().retainAll(files);
        settled = next;
    }
}
