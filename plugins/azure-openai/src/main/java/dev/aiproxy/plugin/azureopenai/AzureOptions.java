package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.provider.Credential;
import dev.aiproxy.api.provider.Problem;
import dev.aiproxy.api.provider.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a credential says of how Azure is asked. */
record AzureOptions(Credential credential) {
    static final String API_VERSION = "api-version";
    static final String DEPLOYMENT = "deployment";
    static final String STREAM_USAGE = "stream-usage";
    static final String TENANT_ID = "tenant-id";
    static final String CLIENT_ID = "client-id";
    static final String CLIENT_SECRET = "client-secret";
    static final String SCOPE = "scope";
    static final String AUTHORITY = "authority";

    private static final String CURRENT = "v1";
    private static final Pattern VERSION = Pattern.compile("v1|preview|\\d{4}-\\d{2}-\\d{2}(-preview)?");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern ROOT = Pattern.compile("(.*?)(/openai(/v1)?)?");

    String apiVersion() {
        return text(API_VERSION).orElse(CURRENT);
    }

    /** Whether the version is of the API without dates, in which the model's name stands in the body. */
    boolean current() {
        return !Character.isDigit(apiVersion().charAt(0));
    }

    Optional<String> deployment() {
        return text(DEPLOYMENT);
    }

    boolean asksForUsage() {
        return !text(STREAM_USAGE).orElse("auto").equals("off");
    }

    /** Whether it has a token in place of a key. */
    boolean usesEntra() {
        return text(TENANT_ID).isPresent();
    }

    /** The address without what {@link AzureUrls} adds to it. */
    String root() {
        var matcher = ROOT.matcher(credential.baseUrl().toString());
        return matcher.matches() ? matcher.group(1) : "";
    }

    URI tokenUrl() {
        String authority =
                credential.options().get(AUTHORITY, URI.class).toString().replaceAll("/+$", "");
        return URI.create(authority + "/" + text(TENANT_ID).orElse("") + "/oauth2/v2.0/token");
    }

    Optional<String> text(String option) {
        return credential.options().find(option, String.class).filter(text -> !text.isBlank());
    }

    Optional<Secret> clientSecret() {
        return credential.options().find(CLIENT_SECRET, Secret.class);
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (!VERSION.matcher(apiVersion()).matches()) {
            problems.add(new Problem(API_VERSION, "must be v1, preview, or a date such as 2024-10-21"));
        } else if (!current() && credential.baseUrl().getPath().endsWith("/v1")) {
            problems.add(new Problem(API_VERSION, "a date does not go with a base-url that ends in /v1"));
        }
        if (usesEntra() && !TENANT.matcher(text(TENANT_ID).orElse("")).matches()) {
            problems.add(new Problem(TENANT_ID, "must be a tenant's id or domain"));
        }
        keyProblem().ifPresent(problems::add);
        return problems;
    }

    private Optional<Problem> keyProblem() {
        boolean client = text(CLIENT_ID).isPresent() && clientSecret().isPresent();
        boolean some = text(CLIENT_ID).isPresent() || clientSecret().isPresent();
        if (credential.apiKey().isPresent()) {
            return usesEntra() || some
                    ? Optional.of(new Problem("api-key", "either api-key or tenant-id, client-id and client-secret"))
                    : Optional.empty();
        }
        return usesEntra() && client
                ? Optional.empty()
                : Optional.of(new Problem("api-key", "needs api-key, or tenant-id, client-id and client-secret"));
    }
}
