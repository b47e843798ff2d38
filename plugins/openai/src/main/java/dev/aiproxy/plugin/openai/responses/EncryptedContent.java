package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.WireFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * The member {@code encrypted_content} of reasoning items. Towards OpenAI its own content stands in it as it is; the
 * {@link Signature} also holds the item's id, which the content is bound to. Towards a client, seals stand in it as
 * {@code ai-proxy.<format>.<kind>.<value>}, so that they are recognised: they are given back to their own format and never sent to
 * OpenAI.
 */
final class EncryptedContent {
    /** What every foreign seal begins with. */
    static final String FOREIGN = "ai-proxy.";
    /** What the ids of all reasoning items begin with that the gateway made. */
    static final String ITEM_ID = "rs_aiproxy_";

    private static final Pattern SEALED =
            Pattern.compile("ai-proxy\\.([a-z0-9][a-z0-9-]*)\\.([a-z])\\.(.*)", Pattern.DOTALL);
    private static final Pattern OWN = Pattern.compile("([A-Za-z0-9_-]+)\\|(.*)", Pattern.DOTALL);

    private EncryptedContent() {}

    /** What a seal belongs to. */
    enum Kind {
        /** The thinking in the item's summary. */
        THINKING("s"),
        /** It is all there is of redacted thinking. */
        REDACTED("r"),
        /** The call before the item. */
        CALL("c"),
        /** The text before the item. */
        TEXT("t");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }
    }

    /** A seal as it was found. */
    record Seal(Kind kind, Signature signature) {}

    static String write(Kind kind, Signature signature) {
        return FOREIGN + signature.origin() + "." + kind.letter + "." + signature.value();
    }

    static boolean isForeign(String content) {
        return content.startsWith(FOREIGN);
    }

    /** Reads what stands in an item of a client's request; empty for a foreign seal that was damaged on its way. */
    static Optional<Seal> read(String itemId, String content) {
        if (!isForeign(content)) {
            return Optional.of(new Seal(Kind.THINKING, own(itemId, content)));
        }
        Matcher sealed = SEALED.matcher(content);
        if (!sealed.matches()) {
            return Optional.empty();
        }
        Signature signature = new Signature(WireFormat.of(sealed.group(1)), sealed.group(3));
        for (Kind kind : Kind.values()) {
            if (kind.letter.equals(sealed.group(2))) {
                return Optional.of(new Seal(kind, signature));
            }
        }
        return Optional.empty();
    }

    /** OpenAI's own content, with the id of its item. */
    static Signature own(String itemId, String content) {
        String value = itemId + "|" + content;
        return new Signature(ResponsesFormat.ID, OWN.matcher(value).matches() ? value : content);
    }

    /** Puts OpenAI's own content, and the id that it is bound to, into an item. */
    static void putOwn(String value, ObjectNode item) {
        Matcher own = OWN.matcher(value);
        if (own.matches()) {
            item.put("id", own.group(1)).put("encrypted_content", own.group(2));
        } else {
            item.put("encrypted_content", value);
        }
    }
}
