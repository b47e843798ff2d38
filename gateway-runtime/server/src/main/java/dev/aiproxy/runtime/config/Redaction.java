package dev.aiproxy.runtime.config;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.wire.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the configuration's secrets out of what others say: upstreams that repeat the key that they refuse, plugins that fail with a
 * key in their message. Immutable.
 */
public final class Redaction {
    /** Takes nothing out. */
    public static final Redaction NONE = new Redaction(List.of());

    /** What is shorter stands in ordinary words. */
    private static final int SHORTEST = 8;

    private static final int DEEPEST = 10;

    private final List<String> secrets;

    /** A failure as it may be told: with the original's name, place and causes. */
    private static final class RetoldException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RetoldException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    static Redaction of(Collection<String> secrets) {
        return new Redaction(secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** Takes out these. */
    public static Redaction of(Stream<Secret> secrets) {
        return of(secrets.map(Secret::reveal).toList());
    }

    /** Takes out what this or the other one does. */
    public Redaction and(Redaction other) {
        return other.secrets.isEmpty()
                ? this
                : of(Stream.concat(secrets.stream(), other.secrets.stream()).toList());
    }

    /** The text with stars for each secret. */
    public String apply(String text) {
        String told = text;
        for (String secret : secrets) {
            told = told.replace(secret, "***");
        }
        return told;
    }

    private @Nullable String applyTo(@Nullable String text) {
        return text == null ? null : apply(text);
    }

    /** The same frame, with its very bytes, if it tells no secret; escapes hide none. What is JSON stays JSON. */
    public Frame apply(Frame frame) {
        return secrets.isEmpty()
                ? frame
                : new Frame(applyTo(frame.event()), apply(frame.data()), apply(frame.raw()), frame.fragment());
    }

    private ByteBuffer apply(ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        String told = apply(JsonValues.edited(text, this::apply));
        return told.equals(text) ? bytes : ByteBuffer.wrap(told.getBytes(StandardCharsets.UTF_8));
    }

    public UpstreamFailure apply(UpstreamFailure failure) {
        UpstreamError said = failure.error();
        return secrets.isEmpty()
                ? failure
                : new UpstreamFailure(
                        failure.cause(), failure.headers(), said == null ? null : apply(said), apply(failure.detail()));
    }

    private UpstreamError apply(UpstreamError said) {
        return new UpstreamError(
                said.status(),
                applyTo(said.type()),
                applyTo(said.code()),
                apply(said.message()),
                applyTo(said.param()),
                said.retryAfter());
    }

    /** The same failure if neither it nor its causes tell a secret. */
    public GatewayException apply(GatewayException failure) {
        if (!tells(failure, 0)) {
            return failure;
        }
        GatewayException told = retold(failure, apply(failure.getMessage()));
        told.setStackTrace(failure.getStackTrace());
        return told;
    }

    private GatewayException retold(GatewayException failure, String message) {
        Throwable cause = failure.getCause();
        String param = failure.param();
        if (param != null) {
            return failure.code() == ErrorCode.UNSUPPORTED
                    ? GatewayException.unsupported(apply(param), message)
                    : GatewayException.invalid(apply(param), message);
        }
        return new GatewayException(failure.code(), message, cause == null ? null : apply(cause));
    }

    /** The same failure if neither it nor its causes tell a secret. */
    public Throwable apply(Throwable failure) {
        return tells(failure, 0) ? retold(failure, 0) : failure;
    }

    private boolean tells(Throwable failure, int depth) {
        String message = message(failure);
        if (depth > DEEPEST || !apply(message).equals(message)) {
            return true;
        }
        Throwable cause = failure.getCause();
        return (cause != null && tells(cause, depth + 1))
                || Stream.of(failure.getSuppressed()).anyMatch(suppressed -> tells(suppressed, depth + 1));
    }

    private Throwable retold(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        String message = failure.getClass().getName() + ": " + apply(message(failure));
        Throwable told =
                new RetoldException(message, cause == null || depth > DEEPEST ? null : retold(cause, depth + 1));
        told.setStackTrace(failure.getStackTrace());
        if (depth <= DEEPEST) {
            Stream.of(failure.getSuppressed()).forEach(suppressed -> told.addSuppressed(retold(suppressed, depth + 1)));
        }
        return told;
    }

    /** What a plugin's exception says of itself is the plugin's code, too. */
    private static String message(Throwable failure) {
        try {
            return String.valueOf(failure.getMessage());
        } catch (RuntimeException | LinkageError broken) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "Redaction[" + secrets.size() + "]";
    }
}
