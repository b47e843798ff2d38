package dev.aiproxy.dist.hooks;

import dev.aiproxy.api.exchange.ClientAuthenticator;

/** Knows clients by the header {@code x-token}. */
public class TokenAuthenticator implements ClientAuthenticator {
    @Override
    public Verdict authenticate(Request request) {
        String token = request.headers().first(header()).orElse("");
        return switch (token) {
            case "" -> ClientAuthenticator.unknown();
            case "mallory" -> ClientAuthenticator.refused("we do not speak with mallory");
            case "throw" -> throw new IllegalStateException("secret detail");
            default -> ClientAuthenticator.accepted(token);
        };
    }

    String header() {
        return "x-token";
    }

    /** The same, asked on a worker, with another header. */
    public static final class Blocking extends TokenAuthenticator {
        @Override
        String header() {
            return "x-slow-token";
        }

        @Override
        public boolean blocking() {
            return true;
        }

        @Override
        public int order() {
            return -1;
        }
    }
}
