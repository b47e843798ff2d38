package dev.aiproxy.runtime.server;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The textual encoding of keys and certificates (RFC 7468). */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern HEADERS = Pattern.compile("(?m)^[\\w-]+:.*$");

    private Pem() {}

    /**
     * What stands between a BEGIN and its END.
     *
     * @param encrypted by the old kind of encryption, which says so in headers within the block
     */
    record Block(String label, String base64, boolean encrypted) {
        /**
         * What is encoded.
         *
         * @throws IllegalArgumentException if it is not Base64
         */
        byte[] der() {
            return Base64.getDecoder().decode(base64);
        }

        @Override
        public String toString() {
            return "Block[" + label + "]";
        }
    }

    /** The blocks of a text in their order; what stands around them is no concern. */
    static List<Block> parse(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String content = matcher.group(2);
            String base64 = HEADERS.matcher(content).replaceAll("").replaceAll("\\s+", "");
            blocks.add(new Block(matcher.group(1), base64, content.contains(",ENCRYPTED")));
        }
        return blocks;
    }
}
