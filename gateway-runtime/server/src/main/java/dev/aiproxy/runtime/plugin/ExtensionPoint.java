package dev.aiproxy.runtime.plugin;

import dev.aiproxy.api.exchange.ClientAuthenticator;
import dev.aiproxy.api.exchange.CredentialSelector;
import dev.aiproxy.api.exchange.ExchangeInterceptor;
import dev.aiproxy.api.exchange.UsageListener;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.translate.Translator;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A kind of service that plugins bring. All kinds are optional, a plugin brings at least one service.
 *
 * @param type the interface of {@code gateway-api}
 * @param read asks a new service what it is
 */
record ExtensionPoint<S>(Class<S> type, BiFunction<LoadedPlugin, S, ? extends Contribution> read) {
    /** Every kind there is. */
    static final List<ExtensionPoint<?>> ALL = List.of(
            new ExtensionPoint<>(ProviderFactory.class, ContributedProvider::of),
            new ExtensionPoint<>(Translator.class, ContributedTranslator::of),
            hook(ExchangeInterceptor.class),
            hook(ClientAuthenticator.class),
            hook(UsageListener.class),
            new ExtensionPoint<>(CredentialSelector.class, ContributedSelector::of));

    private static <S> ExtensionPoint<S> hook(Class<S> type) {
        return new ExtensionPoint<>(type, (plugin, service) -> new ContributedHook<>(plugin, type, service));
    }

    /** The services of this kind whose classes are the plugin's own, in the order of its service file. */
    List<Contribution> load(LoadedPlugin plugin, ClassLoader own) {
        List<Contribution> found = new ArrayList<>();
        try {
            Iterator<ServiceLoader.Provider<S>> services =
                    ServiceLoader.load(type, own).stream().iterator();
            while (services.hasNext()) {
                ServiceLoader.Provider<S> service = services.next();
                if (service.type().getClassLoader() == own) {
                    found.add(start(plugin, service));
                }
            }
            requireOne(found, own);
        } catch (Refusal named) {
            throw named;
        } catch (ServiceConfigurationError named) {
            throw new Refusal("its service cannot be used: " + Refusal.describe(named), named);
        } catch (Throwable broken) {
            throw new Refusal("its " + type.getSimpleName() + " cannot be loaded: " + Refusal.describe(broken), broken);
        }
        return found;
    }

    /** A service file that leads to nothing would silently be a plugin without that service. */
    private void requireOne(List<Contribution> found, ClassLoader own) {
        String file = "META-INF/services/" + type.getName();
        if (found.isEmpty() && own instanceof URLClassLoader jar && jar.findResource(file) != null) {
            throw new Refusal(file + " names no class of its own");
        }
    }

    private Contribution start(LoadedPlugin plugin, ServiceLoader.Provider<S> service) {
        S instance = service.get();
        try {
            return read.apply(plugin, instance);
        } catch (Refusal named) {
            throw named;
        } catch (Throwable broken) {
            String name = service.type().getName();
            throw new Refusal(name + " failed when asked what it is: " + Refusal.describe(broken), broken);
        }
    }

    /** An answer of a service that must not be null. */
    static <T> T answer(Object service, String call, @Nullable T answer) {
        if (answer == null) {
            throw new Refusal(service.getClass().getName() + "." + call + " returned null");
        }
        return answer;
    }
}
