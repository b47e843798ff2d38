package dev.aiproxy.plugin.claude.messages;

import dev.aiproxy.api.chat.Signature;
import dev.aiproxy.api.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * The opaque texts of this format ({@code signature} of thinking, {@code data} of redacted thinking) towards clients, which return
 * them unchanged. Claude's own stand there as they are; those of another format as {@code ai-proxy.<format>.<value>}. Thinking
 * that nobody signed has the signature {@code ""}. Neither of the latter two may reach Anthropic's API (W-CL-10).
 */
final class SignatureSlot {
    static final String FOREIGN = "ai-proxy.";

    private SignatureSlot() {}

    static String write(@Nullable Signature signature) {
        if (signature == null) {
            return "";
        }
        boolean own = signature.origin().equals(ClaudeFormat.ID);
        return own ? signature.value() : FOREIGN + signature.origin().id() + "." + signature.value();
    }

    /** Null for thinking that nobody signed, and for what only looks like ours. */
    static @Nullable Signature read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.startsWith(FOREIGN)) {
            return new Signature(ClaudeFormat.ID, text);
        }
        String rest = text.substring(FOREIGN.length());
        int dot = rest.indexOf('.');
        boolean named = dot > 0 && rest.substring(0, dot).matches("[a-z0-9][a-z0-9-]*");
        return named ? new Signature(WireFormat.of(rest.substring(0, dot)), rest.substring(dot + 1)) : null;
    }

    /** Whether Anthropic's API may see it. */
    static boolean isOwn(@Nullable String text) {
        return text != null && !text.isEmpty() && !text.startsWith(FOREIGN);
    }
}
