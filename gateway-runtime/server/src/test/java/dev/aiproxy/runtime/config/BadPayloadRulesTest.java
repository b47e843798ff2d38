package dev.aiproxy.runtime.config;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong payload rules. */
final class BadPayloadRulesTest {
    @ParameterizedTest
    @MethodSource("payload")
    void mistakeIsReportedWhereItStands(Mistake mistake) {
        mistake.assertReported();
    }

    static Stream<Mistake> payload() {
        String models = "models: [{name: a}]";
        return Stream.of(
                new Mistake("payload: []", "1:10", "payload", "must be a mapping with default, override, filter"),
                new Mistake("payload: {defaults: []}", "1:11", "payload.defaults", "did you mean 'default'?"),
                new Mistake(
                        "payload: {default: {}}", "1:20", "payload.default", "must be a list, each entry a mapping"),
                new Mistake(
                        "payload: {filter: [a]}", "1:20", "payload.filter[0]", "must be a mapping with models, params"),
                new Mistake(
                        "payload: {filter: [{params: [a]}]}",
                        "1:20",
                        "payload.filter[0].models",
                        "is required: a list, each entry a mapping with name, protocol"),
                new Mistake(
                        "payload: {filter: [{" + models + "}]}",
                        "1:20",
                        "payload.filter[0].params",
                        "is required: a list of paths"),
                new Mistake(
                        "payload: {filter: [{models: [], params: [a]}]}",
                        "1:29",
                        "payload.filter[0].models",
                        "must not be empty"),
                new Mistake(
                        "payload: {filter: [{models: [a], params: [a]}]}",
                        "1:30",
                        "payload.filter[0].models[0]",
                        "must be a mapping with name, protocol"),
                new Mistake(
                        "payload: {filter: [{models: [{protocol: a}], params: [a]}]}",
                        "1:30",
                        "payload.filter[0].models[0].name",
                        "is required: text"),
                new Mistake(
                        "payload: {filter: [{models: [{name: a, protokol: b}], params: [a]}]}",
                        "1:40",
                        "payload.filter[0].models[0].protokol",
                        "did you mean 'protocol'?"),
                new Mistake(
                        "payload: {filter: [{models: [{name: a, protocol: A B}], params: [a]}]}",
                        "1:50",
                        "payload.filter[0].models[0].protocol",
                        "must be the id of a wire format"),
                new Mistake(
                        "payload: {filter: [{" + models + ", params: {a: 1}}]}",
                        "1:50",
                        "payload.filter[0].params",
                        "must be a list of paths"),
                new Mistake(
                        "payload: {filter: [{" + models + ", params: []}]}",
                        "1:50",
                        "payload.filter[0].params",
                        "must be a list of paths"),
                new Mistake(
                        "payload: {filter: [{" + models + ", params: [{a: 1}]}]}",
                        "1:51",
                        "payload.filter[0].params[0]",
                        "must be a path such as"),
                new Mistake(
                        "payload: {override: [{" + models + ", params: [a]}]}",
                        "1:52",
                        "payload.override[0].params",
                        "must be a mapping of paths such as generationConfig.seed to values"),
                new Mistake(
                        "payload: {override: [{" + models + ", params: {a..b: 1}}]}",
                        "1:53",
                        "payload.override[0].params.a..b",
                        "must be names with single dots between them"),
                new Mistake(
                        "payload: {override: [{" + models + ", params: {model: x}}]}",
                        "1:53",
                        "payload.override[0].params.model",
                        "'model' cannot be edited"),
                new Mistake(
                        "payload: {filter: [{" + models + ", params: [stream]}]}",
                        "1:51",
                        "payload.filter[0].params[0]",
                        "'stream' cannot be edited"),
                new Mistake(
                        "payload: {default: [{" + models + ", params: {messages.0.name: x}}]}",
                        "1:52",
                        "payload.default[0].params.messages.0.name",
                        "enters a list, which paths cannot"));
    }
}
