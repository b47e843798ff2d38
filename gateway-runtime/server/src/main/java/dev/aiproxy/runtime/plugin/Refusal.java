package dev.aiproxy.runtime.plugin;

import org.jspecify.annotations.Nullable;

/** A plugin cannot be loaded; the message is the reason as the operator reads it. Never leaves this package. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        this(reason, null);
    }

    Refusal(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** A throwable as a reason: the chain of causes, each with its class and message, without stack traces. */
    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable link = failure;
        for (int depth = 0; link != null && depth < 4; depth++) {
            text.append(depth == 0 ? "" : ", caused by ").append(name(link));
            link = link.getCause();
        }
        return text.toString();
    }

    /** Plugin code may be asked for the message, so this may itself fail. */
    private static String name(Throwable failure) {
        try {
            String message = failure.getMessage();
            return failure.getClass().getName() + (message == null ? "" : ": " + message);
        } catch (Throwable broken) {
            return failure.getClass().getName();
        }
    }
}
