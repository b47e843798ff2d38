package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Options;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Headers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A credential with what the runtime wants to know of it. One instance per snapshot, compared by identity. */
public final class CredentialConfig implements Credential {
    /** How the provider is reached. */
    record Target(
            @Nullable Secret apiKey, URI baseUrl, Headers headers, Egress.Overrides egress, Redaction redaction) {}

    /** What is served through it. */
    record Serving(
            String prefix,
            List<ModelMapping> models,
            List<String> excludedModels,
            boolean discover,
            boolean disabled) {}

    /** How much of the requests it gets. */
    record Share(int priority, int weight) {}

    /**
     * Where it stands in the file.
     *
     * @param shown its options as an operator may see them
     */
    record Origin(Place place, Position position, Map<String, Position> options, ObjectNode shown) {}

    private final String name;
    private final Target target;
    private final Serving serving;
    private final Share share;
    private final Options options;
    private final Origin origin;
    private final String fingerprint;
    private final String digest;
    private final ResolvedUrls urls;

    CredentialConfig(String name, Target target, Serving serving, Share share, Options options, Origin origin) {
        this.name = name;
        this.target = target;
        this.serving = serving;
        this.share = share;
        this.options = options;
        this.origin = origin;
        String key = target.apiKey() == null ? "" : target.apiKey().reveal();
        String address = target.baseUrl().toString();
        this.fingerprint = Fingerprint.of(key, address, key.isEmpty() ? name : "");
        this.digest = Fingerprint.of(fingerprint, Fingerprint.ofOptions(options));
        this.urls = new ResolvedUrls(Credential.super::resolve);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Secret> apiKey() {
        return Optional.ofNullable(target.apiKey());
    }

    /** {@inheritDoc} For a provider that neither needs one nor was given one: {@code local:} and its id. */
    @Override
    public URI baseUrl() {
        return target.baseUrl();
    }

    @Override
    public URI resolve(String version, String resource) {
        return urls.of(version, resource);
    }

    @Override
    public Options options() {
        return options;
    }

    /** Sent with every request; set by the operator, so they win over the plugin's. */
    public Headers headers() {
        return target.headers();
    }

    Egress.Overrides egress() {
        return target.egress();
    }

    /** Takes its secrets out of texts. */
    Redaction redaction() {
        return target.redaction();
    }

    /** What clients put before a model; empty for nothing. */
    public String prefix() {
        return serving.prefix();
    }

    /** In the order of the file; empty if the credential lists none. */
    public List<ModelMapping> models() {
        return serving.models();
    }

    /** Globs: {@code *} stands for any characters. */
    public List<String> excludedModels() {
        return serving.excludedModels();
    }

    /** Those of a higher priority are used first. */
    public int priority() {
        return share.priority();
    }

    /** The share of requests among those of the same priority; at least 1. */
    public int weight() {
        return share.weight();
    }

    /** Whether the provider may be asked for the models, if the credential lists none. */
    public boolean discoversModels() {
        return serving.discover() && serving.models().isEmpty();
    }

    /** The same for the same key and address, whatever else of the configuration changes; tells nothing of the key. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The same as long as nothing changes that a call's authentication could depend on; tells nothing of its secrets. */
    public String digest() {
        return digest;
    }

    public boolean disabled() {
        return serving.disabled();
    }

    /** What the plugin found wrong with it, at the place where it stands in the file. */
    public ConfigProblem locate(Problem problem) {
        Position position = origin.options().getOrDefault(problem.option(), origin.position());
        Place place =
                problem.option().isEmpty() ? origin.place() : origin.place().child(problem.option());
        return new ConfigProblem(
                place.origin(),
                position.line(),
                position.column(),
                place.path(),
                redaction().apply(problem.message()),
                "");
    }

    /** Its options as an operator may see them; not to be changed. */
    ObjectNode shown() {
        return origin.shown();
    }

    /** The base URL as an operator may see it. */
    public String shownBaseUrl() {
        return ShownConfig.baseUrl(this).stringValue();
    }

    void warn(String message) {
        origin.place().warn(origin.position(), message);
    }

    @Override
    public String toString() {
        return "Credential[" + name + "]";
    }
}
