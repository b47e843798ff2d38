package dev.aiproxy.plugin.gemini;

import java.nio.charset.StandardCharsets;

/** The resource name of a model as it stands in a URL. */
final class ModelPath {
    private static final String UNRESERVED = "-._~";

    private ModelPath() {}

    /** {@code models/<model>} unless the name has a collection of its own; what a path segment cannot hold is percent-encoded. */
    static String of(String model) {
        int slash = model.indexOf('/');
        String collection = slash < 0 ? "" : model.substring(0, slash);
        boolean named = collection.equals("models") || collection.equals("tunedModels");
        return named ? collection + "/" + encode(model.substring(slash + 1)) : "models/" + encode(model);
    }

    private static String encode(String segment) {
        StringBuilder encoded = new StringBuilder(segment.length());
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0;
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    private static boolean isLetterOrDigit(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }
}
