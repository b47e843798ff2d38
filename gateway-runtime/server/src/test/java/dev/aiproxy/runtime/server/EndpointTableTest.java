package dev.aiproxy.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EndpointTableTest {
    private static final Endpoint CHAT = Endpoint.post("/v1/chat/completions", Operation.CHAT);
    private static final Endpoint MODELS = Endpoint.get("/v1/models", Operation.MODELS);
    private static final Endpoint MODEL = withModel("GET", "/v1/models/{model}");
    private static final Endpoint VERSIONED_MODELS = MODELS.requiring("x-version");
    private static final Endpoint VERSIONED_MODEL = MODEL.requiring("x-version");
    private static final Endpoint TALK = Endpoint.post("/v1/talk", Operation.CHAT);
    private static final Endpoint GENERATE = withModel("POST", "/beta/models/{model}:generate");
    private static final Endpoint STREAM = withModel("POST", "/beta/models/{model}:streamGenerate");
    private static final Endpoint BETA_MODEL = withModel("GET", "/beta/models/{model}");

    private static final Translator PLAIN = new FakeTranslator("plain", MODEL, CHAT, MODELS);
    private static final Translator VERSIONED =
            new FakeTranslator("versioned", TALK, VERSIONED_MODELS, VERSIONED_MODEL);
    private static final Translator VERBS = new FakeTranslator("verbs", BETA_MODEL, GENERATE, STREAM);
    private static final Predicate<String> NO_HEADER = name -> false;
    private static final Predicate<String> VERSION = "x-version"::equals;

    private final EndpointTable table = new EndpointTable(List.of(PLAIN, VERSIONED, VERBS));

    @Test
    void literalPathIsFound() {
        EndpointTable.Match match = match("POST", "/v1/chat/completions", NO_HEADER);

        assertThat(match).isEqualTo(new EndpointTable.Match(CHAT, PLAIN, Map.of()));
    }

    @Test
    void unknownPathAllowsNothing() {
        for (String path : List.of("/v1/chat", "/v1/chat/completions/", "/V1/models", "/v1/models/", "/", "")) {
            EndpointTable.Lookup lookup = table.find("GET", path, NO_HEADER);

            assertThat(lookup.match()).as(path).isNull();
            assertThat(lookup.allowedMethods()).as(path).isEmpty();
        }
    }

    @Test
    void otherMethodIsToldWhichOnesAreAllowed() {
        EndpointTable.Lookup lookup = table.find("DELETE", "/v1/models/m", NO_HEADER);

        assertThat(lookup.match()).isNull();
        assertThat(lookup.allowedMethods()).containsExactly("GET", "HEAD");
    }

    @Test
    void methodsOfAPathAreThoseOfAllFormats() {
        assertThat(table.methods("/v1/chat/completions")).containsExactly("POST");
        assertThat(table.methods("/beta/models/m")).containsExactly("GET", "HEAD");
        assertThat(table.methods("/v1/nothing")).isEmpty();
        assertThat(new EndpointTable(List.of(VERSIONED)).methods("/v1/models")).containsExactly("GET", "HEAD");
    }

    @Test
    void variableIsDecoded() {
        assertThat(variables("GET", "/v1/models/a%20b")).containsExactly(Map.entry("model", "a b"));
        assertThat(variables("GET", "/v1/models/a+b")).containsExactly(Map.entry("model", "a+b"));
        assertThat(variables("GET", "/v1/models/50%")).containsExactly(Map.entry("model", "50%"));
    }

    @Test
    void variableMatchesAcrossSlashesRawOrEncoded() {
        assertThat(variables("GET", "/v1/models/org/model")).containsExactly(Map.entry("model", "org/model"));
        assertThat(variables("GET", "/v1/models/org%2Fmodel")).containsExactly(Map.entry("model", "org/model"));
        assertThat(variables("POST", "/beta/models/org/model:generate"))
                .containsExactly(Map.entry("model", "org/model"));
    }

    @Test
    void verbTellsEndpointsApart() {
        assertThat(match("POST", "/beta/models/m:generate", NO_HEADER).endpoint())
                .isEqualTo(GENERATE);
        assertThat(match("POST", "/beta/models/m:streamGenerate", NO_HEADER).endpoint())
                .isEqualTo(STREAM);
        assertThat(variables("POST", "/beta/models/m:8b:generate")).containsExactly(Map.entry("model", "m:8b"));
    }

    @Test
    void mostSpecificPatternWinsWhateverTheMethod() {
        EndpointTable.Lookup lookup = table.find("GET", "/beta/models/m:generate", NO_HEADER);

        assertThat(lookup.match()).isNull();
        assertThat(lookup.allowedMethods()).containsExactly("POST");
    }

    @Test
    void literalWinsOverPatternWhateverTheOrder() {
        Endpoint literal = Endpoint.get("/v1/models/best", Operation.MODELS);
        Endpoint pattern = withModel("GET", "/v1/models/{model}");

        for (List<Translator> order : List.<List<Translator>>of(
                List.of(new FakeTranslator("a", pattern), new FakeTranslator("b", literal)),
                List.of(new FakeTranslator("b", literal), new FakeTranslator("a", pattern)))) {
            EndpointTable.Match match = new EndpointTable(order)
                    .find("GET", "/v1/models/best", NO_HEADER)
                    .match();

            assertThat(match).extracting(EndpointTable.Match::endpoint).isEqualTo(literal);
        }
    }

    @Test
    void requiredHeaderChoosesTheFormatOfASharedPath() {
        assertThat(match("GET", "/v1/models", NO_HEADER).translator()).isSameAs(PLAIN);
        assertThat(match("GET", "/v1/models", VERSION).translator()).isSameAs(VERSIONED);
        assertThat(match("GET", "/v1/models/m", NO_HEADER).translator()).isSameAs(PLAIN);
        assertThat(match("GET", "/v1/models/m", VERSION).translator()).isSameAs(VERSIONED);
    }

    @Test
    void endpointWithoutItsRequiredHeaderIsNotThere() {
        EndpointTable alone = new EndpointTable(List.of(VERSIONED));

        assertThat(alone.find("GET", "/v1/models", NO_HEADER).allowedMethods()).isEmpty();
        assertThat(alone.find("GET", "/v1/models/m", NO_HEADER).allowedMethods())
                .isEmpty();
    }

    @Test
    void errorsOfAnUnknownPathAreThoseOfTheNearestFormat() {
        assertThat(table.closest("/v1/chat/complete", NO_HEADER)).isSameAs(PLAIN);
        assertThat(table.closest("/v1/talk/louder", NO_HEADER)).isSameAs(VERSIONED);
        assertThat(table.closest("/beta/models/m:shout", NO_HEADER)).isSameAs(VERBS);
        assertThat(table.closest("/v1/unheard-of", NO_HEADER)).isSameAs(PLAIN);
        assertThat(table.closest("/", NO_HEADER)).isSameAs(VERSIONED);
    }

    @Test
    void errorsOfAnUnknownPathFollowTheHeader() {
        assertThat(table.closest("/beta/models", VERSION)).isSameAs(VERSIONED);
    }

    @Test
    void nothingIsClosestAmongNothing() {
        assertThat(new EndpointTable(List.of()).closest("/v1/models", NO_HEADER))
                .isNull();
    }

    private static Endpoint withModel(String method, String path) {
        return new Endpoint(
                method,
                path,
                Operation.CHAT,
                new Endpoint.ModelLocation.PathVariable("model"),
                new Endpoint.StreamMode.Never(),
                null);
    }

    private Map<String, String> variables(String method, String path) {
        return match(method, path, NO_HEADER).pathVariables();
    }

    private EndpointTable.Match match(String method, String path, Predicate<String> hasHeader) {
        EndpointTable.@Nullable Match match =
                table.find(method, path, hasHeader).match();
        if (match == null) {
            throw new AssertionError("no endpoint for " + method + " " + path);
        }
        return match;
    }
}
