package dev.aiproxy.runtime.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names to addresses, looked up on the worker because the JDK's look-up blocks; shared by all IO threads. */
final class Resolver {
    /** The blocking look-up itself. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private record Answer(List<InetAddress> addresses, long expires) {}

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");
    private static final long TTL_NANOS = 30_000_000_000L;
    private static final int MAX_ENTRIES = 1_000;

    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();
    private final Lookup lookup;
    private final Executor worker;
    private final LongSupplier clock;

    Resolver(Lookup lookup, Executor worker, LongSupplier clock) {
        this.lookup = lookup;
        this.worker = worker;
        this.clock = clock;
    }

    /** Calls back at once if the addresses are known, else on {@code io}; the list is empty if there is no such host. */
    void resolve(String host, Executor io, Consumer<List<InetAddress>> callback) {
        List<InetAddress> known = known(host);
        if (known != null) {
            callback.accept(known);
            return;
        }
        CompletableFuture<List<InetAddress>> answer = running.computeIfAbsent(host, this::lookUp);
        CompletableFuture<?> unused = answer.whenCompleteAsync(callbackOf(callback), io);
    }

    private static BiConsumer<@Nullable List<InetAddress>, @Nullable Throwable> callbackOf(
            Consumer<List<InetAddress>> callback) {
        return (addresses, failure) -> callback.accept(addresses == null ? List.of() : addresses);
    }

    private @Nullable List<InetAddress> known(String host) {
        if (LITERAL.matcher(host).matches()) {
            return literal(host);
        }
        Answer answer = answers.get(host);
        return answer == null || answer.expires() - clock.getAsLong() < 0 ? null : answer.addresses();
    }

    private static List<InetAddress> literal(String host) {
        try {
            return List.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private CompletableFuture<List<InetAddress>> lookUp(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                answer.complete(remember(host, List.of(lookup.addresses(host))));
            } catch (UnknownHostException | RuntimeException e) {
                answer.completeExceptionally(e);
            } finally {
                running.remove(host);
            }
        });
        return answer;
    }

    private List<InetAddress> remember(String host, List<InetAddress> addresses) {
        if (answers.size() >= MAX_ENTRIES) {
            answers.clear();
        }
        answers.put(host, new Answer(addresses, clock.getAsLong() + TTL_NANOS));
        return addresses;
    }
}
