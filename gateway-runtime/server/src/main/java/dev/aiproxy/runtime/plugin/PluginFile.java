package dev.aiproxy.runtime.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A private copy of a file (or packed folder) from the plugins folder, at {@code plugins/<sha256>/<name>} of the work folder. Classes are loaded
 * from it, so whatever happens to the original later does not matter.
 *
 * @param name the original's file name
 * @param copy the copy
 * @param sha256 of the bytes copied, lower-case hex
 */
record PluginFile(String name, Path copy, String sha256) {
    static PluginFile copy(Path original, Path workDir) throws IOException {
        Path plugins = Files.createDirectories(workDir.resolve("plugins"));
        Path incoming = Files.createTempFile(plugins, "incoming-", ".part");
        try {
            String sha256 = transfer(original, incoming);
            String name = original.getFileName() + (Files.isDirectory(original) ? ".jar" : "");
            Path copy = Files.createDirectories(plugins.resolve(sha256)).resolve(name);
            if (!Files.exists(copy) || Files.mismatch(incoming, copy) >= 0) {
                Files.move(incoming, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PluginFile(name, copy, sha256);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** The file's name without its extension. */
    static String baseName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? fileName : fileName.substring(0, dot);
    }

    private static String transfer(Path from, Path to) throws IOException {
        MessageDigest digest = newDigest();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            if (Files.isDirectory(from)) {
                DevelopmentFolder.pack(from, out);
            } else {
                Files.copy(from, out);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
