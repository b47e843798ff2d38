package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.provider.ProviderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every provider keeps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AnyProviderTck {
    private static final String KEY = "tck-secret-key-5b1f0c";

    private @Nullable ProviderLab lab;

    /** The factory under test; any instance. */
    protected abstract ProviderFactory factory();

    /** The model that is asked for, as the provider knows it. */
    protected String model() {
        return "tck-model";
    }

    /** The key of the credential, for providers that look at it; must not occur anywhere else. */
    protected String key() {
        return KEY;
    }

    /** Further options of the credential, lines of YAML such as {@code region: eu}. */
    protected String options() {
        return "";
    }

    /** Options at the top of the configuration file, lines of YAML. */
    protected String topLevelOptions() {
        return "";
    }

    final ProviderSetup setup() {
        return new ProviderSetup(factory(), key(), model(), options(), topLevelOptions());
    }

    /** The address of the provider in checks without a gateway; empty for none. */
    abstract String baseUrl();

    abstract ProviderLab startLab() throws Exception;

    /** The gateway of this class; it starts with the first check that needs it. */
    final ProviderLab lab() throws Exception {
        ProviderLab running = lab;
        if (running == null) {
            running = startLab();
            lab = running;
        }
        return running;
    }

    @AfterAll
    final void closeLab() {
        if (lab != null) {
            lab.close();
            lab = null;
        }
    }

    private SpecChecks spec() {
        return new SpecChecks(setup(), baseUrl());
    }

    @Test
    final void specIsStable() {
        ProviderRule.SPEC_1.hold(() -> spec().isStable());
    }

    @Test
    final void serviceIsDeclared() {
        ProviderRule.SPEC_2.hold(() -> spec().isDeclared());
    }

    @Test
    final void credentialIsAccepted() {
        ProviderRule.SPEC_3.hold(() -> spec().takesTheCredential());
    }

    @Test
    final void anyModelMayBeAskedFor() {
        ProviderRule.SPEC_4.hold(() -> spec().claimsWhatItLists());
    }
}
