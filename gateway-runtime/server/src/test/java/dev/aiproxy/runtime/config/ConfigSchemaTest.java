package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aiproxy.api.provider.OptionSpec;
import dev.aiproxy.api.provider.OptionSpec.Type;
import dev.aiproxy.api.provider.ProviderSpec;
import org.junit.jupiter.api.Test;

final class ConfigSchemaTest {
    @Test
    void specThatTakesWhatIsTakenIsRefusedByName() {
        refused(
                ProviderSpec.builder("x").configSection("openai-api-key").build(),
                "'openai-api-key' is declared twice");
        refused(ProviderSpec.builder("x").configSection("port").build(), "'port' is declared twice");
        refused(
                ProviderSpec.builder("x")
                        .topLevelOptions(OptionSpec.optional("acme-region", Type.STRING, "d"))
                        .build(),
                "'acme-region' is declared twice");
        refused(
                ProviderSpec.builder("x")
                        .credentialOptions(OptionSpec.optional("base-url", Type.STRING, "d"))
                        .build(),
                "'base-url' is declared twice");
    }

    @Test
    void sectionNamedLikeAGroupIsRefused() {
        refused(ProviderSpec.builder("x").configSection("streaming").build(), "'streaming'");
    }

    @Test
    void defaultOfTheWrongTypeIsRefused() {
        refused(
                ProviderSpec.builder("x")
                        .credentialOptions(
                                OptionSpec.optional("size", Type.INT, "d").withDefault("big"))
                        .build(),
                "the default of the option 'size' must be a whole number");
    }

    @Test
    void nearestNameIsSuggested() {
        assertThat(Suggestions.distance("base-url", "bsae-url")).isEqualTo(1);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.nearest("baseURL", Specs.SCHEMA.table().names("")))
                .isEmpty();
        assertThat(Suggestions.nearest("x".repeat(1000), Specs.SCHEMA.table().names("")))
                .isEmpty();
    }

    private static void refused(ProviderSpec spec, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Specs.SCHEMA.with(spec))
                .withMessageContaining(reason);
    }
}
