package dev.aiproxy.runtime.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the plugins folder and what became of it.
 *
 * @param id {@code Plugin-Id}, or the file's name without its extension if it has none
 * @param version {@code Plugin-Version}, null if unknown
 * @param requires {@code Plugin-Requires}, the range of API versions it works with; null if it names none
 * @param vendor {@code Plugin-Provider}, null if unknown
 * @param state what became of it
 * @param reason why it was not started, null if it was
 * @param jar the file's name in the plugins folder
 * @param sha256 of the file in lower-case hex, empty if it could not be read
 * @param providers ids of its providers, empty unless started
 * @param formats ids of its wire formats, empty unless started
 */
public record PluginInfo(
        String id,
        @Nullable String version,
        @Nullable String requires,
        @Nullable String vendor,
        State state,
        @Nullable String reason,
        String jar,
        String sha256,
        List<String> providers,
        List<String> formats) {
    /** What became of a file. */
    public enum State {
        STARTED,
        REFUSED,
        DISABLED
    }

    public PluginInfo {
        providers = List.copyOf(providers);
        formats = List.copyOf(formats);
    }
}
