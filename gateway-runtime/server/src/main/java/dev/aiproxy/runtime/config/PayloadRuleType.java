package dev.aiproxy.runtime.config;

import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.JsonEdit.Mode;
import dev.aiproxy.api.wire.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One payload rule: for which models, and what is done. */
final class PayloadRuleType implements OptionType<PayloadRules.Rule> {
    private static final OptionDef<String> NAME = OptionDef.of(
                    "name", OptionTypes.text(), "The upstream's name of a model; * stands for any characters")
            .asRequired();
    private static final OptionDef<String> PROTOCOL = OptionDef.of(
            "protocol",
            OptionTypes.textMatching("[a-z0-9][a-z0-9-]*", "the id of a wire format: letters, digits and dashes"),
            "The upstream's wire format; any unless given");
    private static final OptionDef<List<PayloadRules.Target>> MODELS = OptionDef.of(
                    "models",
                    new NonEmptyType<>(new ListType<>(
                            new MappingType<>(new OptionTable(List.of(NAME, PROTOCOL)), PayloadRuleType::target))),
                    "The models whose requests are edited")
            .asRequired();

    private final OptionDef<List<JsonEdit>> params;
    private final OptionType<PayloadRules.Rule> mapping;

    PayloadRuleType(Mode mode) {
        this.params = OptionDef.of("params", new PayloadParamsType(mode), "What is edited, by paths with dots")
                .asRequired();
        this.mapping = new MappingType<>(new OptionTable(List.of(MODELS, params)), this::rule);
    }

    private static PayloadRules.@Nullable Target target(Values values) {
        return values.find(NAME)
                .map(name -> new PayloadRules.Target(
                        ModelGlobs.of(List.of(name)),
                        values.find(PROTOCOL).map(WireFormat::of).orElse(null)))
                .orElse(null);
    }

    private PayloadRules.@Nullable Rule rule(Values values) {
        return values.find(MODELS)
                .flatMap(models -> values.find(params).map(edits -> new PayloadRules.Rule(models, edits)))
                .orElse(null);
    }

    @Override
    public String expects() {
        return mapping.expects();
    }

    @Override
    public PayloadRules.@Nullable Rule read(YamlNode node, Place place) {
        return mapping.read(node, place);
    }

    @Override
    public ObjectNode schema() {
        return mapping.schema();
    }
}
