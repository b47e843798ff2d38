package dev.aiproxy.runtime.upstream;

import java.io.IOException;

/** The peer sent something that is not HTTP; the message says what, without quoting it. */
final class InvalidAnswerException extends IOException {
    InvalidAnswerException(String message) {
        super(message);
    }
}
