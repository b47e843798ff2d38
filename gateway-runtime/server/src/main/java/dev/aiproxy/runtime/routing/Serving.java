package dev.aiproxy.runtime.routing;

import dev.aiproxy.runtime.config.CredentialConfig;
import dev.aiproxy.runtime.config.ModelMapping;
import dev.aiproxy.runtime.routing.Router.Offer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one credential serves, and under which names. Immutable. */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final Offer offer;
    private final Predicate<String> excluded;
    private final boolean forcePrefix;
    private final boolean discovered;
    private final Set<String> known;

    /**
     * @param named what the provider said that it serves; empty if it has not
     * @param forcePrefix whether clients must put the prefix before each model
     */
    Serving(Offer offer, List<String> named, boolean forcePrefix) {
        this.offer = offer;
        this.excluded = ModelNames.matching(offer.credential().excludedModels());
        this.forcePrefix = forcePrefix;
        this.discovered = !named.isEmpty();
        this.known = new LinkedHashSet<>(named);
        if (!lists()) {
            this.known.addAll(own());
        }
    }

    /** A provider that fails at this question names nothing, so that it does not stand between others and their models. */
    private List<String> own() {
        try {
            return offer.provider().instance().models();
        } catch (RuntimeException | LinkageError fault) {
            LOG.error(
                    "plugin '{}' failed when asked for its models",
                    offer.provider().pluginId(),
                    fault);
            return List.of();
        }
    }

    private CredentialConfig credential() {
        return offer.credential();
    }

    /** Whether it serves what it lists and nothing else. */
    boolean lists() {
        return !credential().models().isEmpty();
    }

    /** Those of the listed models that are not excluded. */
    List<ModelMapping> listed() {
        return credential().models().stream()
                .filter(model -> !excluded.test(model.id()))
                .toList();
    }

    /** How clients may call a model that they find in lists. */
    List<String> shown() {
        if (forcePrefix && credential().prefix().isEmpty()) {
            return List.of();
        }
        List<String> names = lists()
                ? listed().stream().map(ModelMapping::alias).toList()
                : known.stream().filter(name -> !excluded.test(name)).toList();
        return names.stream().map(name -> credential().prefix() + name).toList();
    }

    /** Every name by which clients may ask for a listed model. */
    Set<String> names(ModelMapping model) {
        Set<String> names = new LinkedHashSet<>();
        String prefix = credential().prefix();
        for (String name : List.of(model.alias(), model.id())) {
            if (!forcePrefix) {
                names.add(name);
            }
            if (!prefix.isEmpty()) {
                names.add(prefix + name);
            }
        }
        return names;
    }

    Candidate candidate(String upstreamModel) {
        return new Candidate(offer.provider(), credential(), upstreamModel);
    }

    /**
     * The candidate for a model that nobody lists: the provider has named it, or it has named nothing yet and claims it.
     *
     * @return null if it is none
     */
    @Nullable
    Candidate unlisted(String model) {
        String name = stripped(model);
        return name != null && (known.contains(name) || (!discovered && claims(name))) ? candidate(name) : null;
    }

    /** The candidate for a model that nobody has named, if its provider claims it; null if it does not. */
    @Nullable
    Candidate claimed(String model) {
        String name = stripped(model);
        return name != null && claims(name) ? candidate(name) : null;
    }

    private @Nullable String stripped(String model) {
        String prefix = credential().prefix();
        boolean prefixed = !prefix.isEmpty() && model.startsWith(prefix);
        if (lists() || (forcePrefix && !prefixed)) {
            return null;
        }
        String name = prefixed ? model.substring(prefix.length()) : model;
        return name.isEmpty() || excluded.test(name) ? null : name;
    }

    /** A provider that fails at this question claims nothing. */
    private boolean claims(String model) {
        try {
            return offer.provider().instance().claims(model);
        } catch (RuntimeException | LinkageError fault) {
            LOG.error(
                    "plugin '{}' failed when asked whether it serves a model",
                    offer.provider().pluginId(),
                    fault);
            return false;
        }
    }
}
