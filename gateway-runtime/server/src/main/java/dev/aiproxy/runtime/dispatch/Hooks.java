package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.exchange.CanonicalInterceptor;
import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.api.exchange.ExchangeInterceptor;
import dev.aiproxy.api.exchange.RawInterceptor;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.wire.WireFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What plugins do to every exchange of a snapshot, behind their guards.
 *
 * @param raw in the order in which requests meet them
 * @param canonical the same, behind the raw ones
 * @param authenticators in the order in which clients are shown to them
 * @param usage hear of each exchange, besides the gateway's own listeners
 * @param isolated what is to run on workers
 */
public record Hooks(
        List<RawInterceptor> raw,
        List<CanonicalInterceptor> canonical,
        List<ClientAuthenticator> authenticators,
        List<UsageListener> usage,
        Isolated isolated) {
    /** No plugin brings any, and none is to run on a worker. */
    public static final Hooks NONE = of(List.of(), List.of(), List.of(), new Isolated(Set.of(), Set.of()));

    public Hooks {
        raw = List.copyOf(raw);
        canonical = List.copyOf(canonical);
        authenticators = List.copyOf(authenticators);
        usage = List.copyOf(usage);
    }

    /**
     * What the plugins with {@code run-on: worker} bring.
     *
     * @param formats theirs
     * @param providers ids of their own, and of those that may speak one of their formats
     */
    public record Isolated(Set<WireFormat> formats, Set<String> providers) {
        boolean isEmpty() {
            return formats.isEmpty() && providers.isEmpty();
        }

        public Isolated {
            formats = Set.copyOf(formats);
            providers = Set.copyOf(providers);
        }
    }

    /** Sorts what has an order; of equal order the given one stays. */
    public static Hooks of(
            List<ExchangeInterceptor> interceptors,
            List<ClientAuthenticator> authenticators,
            List<UsageListener> usage,
            Isolated isolated) {
        List<ExchangeInterceptor> sorted = interceptors.stream()
                .sorted(Comparator.comparingInt(ExchangeInterceptor::order))
                .toList();
        return new Hooks(
                only(RawInterceptor.class, sorted),
                only(CanonicalInterceptor.class, sorted),
                authenticators.stream()
                        .sorted(Comparator.comparingInt(ClientAuthenticator::order))
                        .toList(),
                usage,
                isolated);
    }

    private static <T> List<T> only(Class<T> view, List<ExchangeInterceptor> all) {
        return all.stream().filter(view::isInstance).map(view::cast).toList();
    }

    /** Whether any plugin may want to take part in exchanges. */
    boolean intercepting() {
        return !raw.isEmpty() || !canonical.isEmpty();
    }

    /** Whether any interceptor may block its thread. */
    boolean blocking() {
        return anyBlocking(raw) || anyBlocking(canonical);
    }

    private static boolean anyBlocking(List<? extends ExchangeInterceptor> interceptors) {
        for (ExchangeInterceptor interceptor : interceptors) {
            if (interceptor.blocking()) {
                return true;
            }
        }
        return false;
    }
}
