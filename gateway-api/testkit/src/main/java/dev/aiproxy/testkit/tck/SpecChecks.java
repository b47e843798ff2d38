package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderFactory;
import java.util.List;

/** What a provider says of itself. */
final class SpecChecks {
    private static final List<String> ODD_MODELS =
            List.of("", " ", "no-such-model", "a/b:c@1", "x".repeat(10_000), "ü\u0000");

    private final ProviderSetup setup;
    private final String baseUrl;

    SpecChecks(ProviderSetup setup, String baseUrl) {
        this.setup = setup;
        this.baseUrl = baseUrl;
    }

    void isStable() {
        ProviderFactory factory = setup.factory();
        assertThat(factory.spec()).as("the spec").isNotNull().isEqualTo(factory.spec());
    }

    void isDeclared() {
        Services.assertDeclared(ProviderFactory.class, setup.factory());
    }

    void takesTheCredential() {
        ProviderSetup.Made made = setup.make(baseUrl);
        assertThat(made.provider().check(made.credential()))
                .as("the problems of a credential made by%n%s", setup.yaml(baseUrl))
                .isEmpty();
        made.provider().close();
    }

    void claimsWhatItLists() {
        Provider provider = setup.make(baseUrl).provider();
        ODD_MODELS.forEach(provider::claims);
        List<String> models = provider.models();
        assertThat(models).as("the models").isNotNull().doesNotContainNull();
    }
}
