package dev.aiproxy.runtime.plugin;

import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin says of itself in its manifest.
 *
 * @param id {@code Plugin-Id}
 * @param version {@code Plugin-Version}, empty if absent
 * @param requires {@code Plugin-Requires}, null if it names no range
 * @param vendor {@code Plugin-Provider}, null if absent
 * @param dependencies {@code Plugin-Dependencies}, null if absent
 */
record PluginManifest(
        String id,
        String version,
        @Nullable String requires,
        @Nullable String vendor,
        @Nullable String dependencies) {

    static PluginManifest read(@Nullable Manifest manifest) {
        if (manifest == null) {
            throw new Refusal("it has no META-INF/MANIFEST.MF, so no Plugin-Id");
        }
        Attributes attributes = manifest.getMainAttributes();
        return new PluginManifest(
                id(value(attributes, "Plugin-Id")),
                Objects.requireNonNullElse(value(attributes, "Plugin-Version"), ""),
                value(attributes, "Plugin-Requires"),
                value(attributes, "Plugin-Provider"),
                value(attributes, "Plugin-Dependencies"));
    }

    /** Whether the manifest names a plugin. */
    static boolean names(Manifest manifest) {
        return value(manifest.getMainAttributes(), "Plugin-Id") != null;
    }

    private static String id(@Nullable String id) {
        if (id == null) {
            throw new Refusal("its manifest has no Plugin-Id");
        }
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new Refusal("Plugin-Id '" + id + "' has characters other than letters, digits, '.', '_' and '-'");
        }
        return id;
    }

    private static @Nullable String value(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
