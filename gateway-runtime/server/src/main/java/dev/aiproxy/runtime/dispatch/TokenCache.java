package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.TokenFlow.Outcome;
import dev.aiproxy.api.provider.UpstreamFailure;
import dev.aiproxy.api.provider.UpstreamFailure.Cause;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.upstream.UpstreamClient;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import dev.aiproxy.runtime.upstream.UpstreamListener;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import dev.aiproxy.runtime.upstream.UpstreamTimeouts;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * Short-lived tokens of credentials: fetched once for all who wait, kept until they expire and over reloads of the configuration,
 * renewed ahead of that while the old one still serves. Thread-safe.
 */
final class TokenCache {
    private static final Duration RENEWED_AHEAD = Duration.ofSeconds(60);
    private static final Duration FIRST_RENEWAL_BACKOFF = Duration.ofSeconds(5);
    private static final int MANY = 1000;
    private static final UpstreamTimeouts TIMEOUTS =
            new UpstreamTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final UpstreamClient upstream;
    private final Clock clock;
    private final Map<Key, Grant> grants = new ConcurrentHashMap<>();
    private final Map<Key, CompletableFuture<Answer>> fetches = new ConcurrentHashMap<>();

    TokenCache(UpstreamClient upstream, Clock clock) {
        this.upstream = upstream;
        this.clock = clock;
    }

    /** Whose token it is: stays the same over reloads that change nothing that could matter to it. */
    private record Key(String provider, String digest) {
        static Key of(Candidate candidate) {
            return new Key(candidate.provider().id(), candidate.credential().digest());
        }
    }

    /**
     * A token, or why there is none.
     *
     * @param kept whether it was there already
     */
    record Answer(Optional<Secret> token, UpstreamFailure failure, boolean kept) {
        private static final UpstreamFailure NONE =
                new UpstreamFailure(Cause.TOKEN_REFUSED, Headers.none(), null, "no failure");

        static Answer granted(Secret token) {
            return new Answer(Optional.of(token), NONE, false);
        }

        static Answer kept(Secret token) {
            return new Answer(Optional.of(token), NONE, true);
        }

        static Answer refused(Cause cause, String detail) {
            return new Answer(Optional.empty(), new UpstreamFailure(cause, Headers.none(), null, detail), false);
        }
    }

    /** @param failures how often its renewal has failed */
    private record Grant(Secret token, Instant expires, Instant renew, int failures) {
        Grant afterFailure(Instant now) {
            Duration wait = FIRST_RENEWAL_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
            return new Grant(token, expires, now.plus(wait), failures + 1);
        }
    }

    /** Calls back on {@code io}, at once if a token is there. Tokens are asked for through the same proxy as answers. */
    void obtain(Candidate candidate, TokenFlow flow, UpstreamOptions way, XnioIoThread io, Consumer<Answer> then) {
        Key key = Key.of(candidate);
        Grant grant = grants.get(key);
        Instant now = clock.instant();
        if (grant != null && now.isBefore(grant.expires())) {
            if (!now.isBefore(grant.renew())) {
                var unused = fetch(key, flow, way, io);
            }
            then.accept(Answer.kept(grant.token()));
            return;
        }
        var unused = fetch(key, flow, way, io).thenAccept(answer -> io.execute(() -> then.accept(answer)));
    }

    /** Forgets a token of a credential, because the upstream refused it; another one that came since stays. */
    void forget(Candidate candidate, Optional<Secret> refused) {
        refused.ifPresent(token -> grants.computeIfPresent(
                Key.of(candidate), (key, grant) -> grant.token().equals(token) ? null : grant));
    }

    private CompletableFuture<Answer> fetch(Key key, TokenFlow flow, UpstreamOptions way, XnioIoThread io) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> running = fetches.putIfAbsent(key, mine);
        if (running != null) {
            return running;
        }
        new Fetch(key, way, io, mine).step(flow);
        return mine;
    }

    /** One run through a flow's steps. */
    private final class Fetch implements UpstreamListener {
        private static final int MAX_BODY = 1 << 20;
        private static final int MAX_STEPS = 8;

        private final Key key;
        private final UpstreamOptions way;
        private final XnioIoThread io;
        private final CompletableFuture<Answer> result;
        private BodyBuffer body = new BodyBuffer(MAX_BODY);
        private TokenFlow.@Nullable AnswerReader reader;
        private @Nullable ResponseHead head;
        private int steps;

        Fetch(Key key, UpstreamOptions way, XnioIoThread io, CompletableFuture<Answer> result) {
            this.key = key;
            this.way = way;
            this.io = io;
            this.result = result;
        }

        void step(TokenFlow flow) {
            try {
                ask(flow.start());
            } catch (RuntimeException broken) {
                refuse(Cause.TOKEN_REFUSED, "the token flow failed: " + broken);
            }
        }

        private void ask(TokenFlow.Step step) {
            if (++steps > MAX_STEPS) {
                refuse(Cause.TOKEN_REFUSED, "the token flow did not end after " + MAX_STEPS + " steps");
                return;
            }
            reader = step.reader();
            body = new BodyBuffer(MAX_BODY);
            upstream.send(io, step.request(), step.body(), new UpstreamOptions(TIMEOUTS, way.proxy()), this);
        }

        @Override
        public void head(ResponseHead received) {
            head = received;
        }

        @Override
        public void data(ByteBuffer bytes) {
            body.append(bytes);
        }

        @Override
        public void batchEnd() {}

        @Override
        public void complete() {
            try {
                if (head == null || reader == null) {
                    throw new IllegalStateException("an answer without a head");
                }
                follow(reader.read(head, body.bytes()));
            } catch (RuntimeException broken) {
                refuse(Cause.TOKEN_REFUSED, "the answer to a token request was not understood: " + broken);
            }
        }

        private void follow(Outcome outcome) {
            if (outcome instanceof Outcome.Next next) {
                ask(next.step());
            } else if (outcome instanceof Outcome.Granted granted) {
                keep(granted);
            } else if (outcome instanceof Outcome.Unavailable unavailable) {
                refuse(Cause.UNREACHABLE, unavailable.reason());
            } else if (outcome instanceof Outcome.Refused refused) {
                refuse(Cause.TOKEN_REFUSED, refused.reason());
            }
        }

        private void keep(Outcome.Granted granted) {
            Instant now = clock.instant();
            Duration ahead = RENEWED_AHEAD.compareTo(granted.lifetime().dividedBy(5)) < 0
                    ? RENEWED_AHEAD
                    : granted.lifetime().dividedBy(5);
            Instant expires = now.plus(granted.lifetime());
            if (grants.size() >= MANY) {
                grants.values().removeIf(grant -> !now.isBefore(grant.expires()));
            }
            grants.put(key, new Grant(granted.token(), expires, expires.minus(ahead), 0));
            settle(Answer.granted(granted.token()));
        }

        @Override
        public void failed(UpstreamFault fault) {
            refuse(fault.cause(), "token request: " + fault.detail());
        }

        private void refuse(Cause cause, String detail) {
            grants.computeIfPresent(key, (unused, grant) -> grant.afterFailure(clock.instant()));
            settle(Answer.refused(cause, detail));
        }

        private void settle(Answer answer) {
            fetches.remove(key, result);
            result.complete(answer);
        }
    }
}
