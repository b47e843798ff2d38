package dev.aiproxy.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The files that a configuration is read from. */
public final class ConfigFiles {
    private ConfigFiles() {}

    /** What they hold at the moment; two looks are equal as long as no content changes. */
    public static Object look(ConfigSource source, Path workingDirectory) {
        List<String> contents = new ArrayList<>();
        if (source instanceof ConfigSource.File file) {
            contents.add(digest(file.path()));
        }
        contents.add(digest(workingDirectory.resolve(".env")));
        return contents;
    }

    /** The same for each of some files. */
    public static Map<Path, String> look(Collection<Path> files) {
        Map<Path, String> contents = new HashMap<>();
        files.forEach(file -> contents.put(file, digest(file)));
        return contents;
    }

    private static String digest(Path file) {
        try {
            return Files.isRegularFile(file) ? digest(Files.readAllBytes(file)) : "absent";
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
