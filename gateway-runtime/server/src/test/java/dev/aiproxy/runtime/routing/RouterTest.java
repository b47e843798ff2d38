package dev.aiproxy.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.runtime.routing.Router.ListedModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouterTest {
    @Test
    void modelIsServedByEveryCredentialThatListsItInTheOrderOfTheFile() {
        Router router = fillFirst("""
                beta:
                  - { name: b1, models: [m] }
                alpha:
                  - { name: a1, models: [m, n] }
                  - { name: a2, models: [n] }
                """);

        assertThat(served(router, "m")).containsExactly("b1 m", "a1 m");
        assertThat(served(router, "n")).containsExactly("a1 n", "a2 n");
    }

    @Test
    void aliasAndIdBothLeadToTheId() {
        Router router = fillFirst("alpha: [{ name: a, models: [{ id: model-2024, alias: model }] }]");

        assertThat(served(router, "model")).containsExactly("a model-2024");
        assertThat(served(router, "model-2024")).containsExactly("a model-2024");
    }

    @Test
    void oneAliasMayStandForDifferentModels() {
        Router router = fillFirst("""
                alpha:
                  - { name: a, models: [{ id: big-a, alias: big }] }
                beta:
                  - { name: b, models: [{ id: big-b, alias: big }] }
                """);

        assertThat(served(router, "big")).containsExactly("a big-a", "b big-b");
    }

    @Test
    void prefixChoosesItsCredential() {
        Router router = fillFirst("""
                alpha:
                  - { name: a1, models: [m] }
                  - { name: a2, prefix: team/, models: [{ id: m, alias: n }] }
                """);

        assertThat(served(router, "team/m")).containsExactly("a2 m");
        assertThat(served(router, "team/n")).containsExactly("a2 m");
        assertThat(served(router, "m")).containsExactly("a1 m", "a2 m");
        assertThat(served(router, "other/m")).isEmpty();
    }

    @Test
    void excludedModelIsServedByNobodyUnderAnyName() {
        Router router = fillFirst("""
                alpha:
                  - name: a
                    prefix: p/
                    models: [good, { id: bad-preview, alias: nice }]
                    excluded-models: ["*-preview"]
                """);

        assertThat(served(router, "good")).containsExactly("a good");
        for (String name : List.of("nice", "bad-preview", "p/nice", "p/bad-preview")) {
            assertThat(served(router, name)).as(name).isEmpty();
        }
        assertThat(router.models()).extracting(ListedModel::name).containsExactly("p/good");
    }

    @Test
    void credentialWithoutAListServesWhatItsProviderClaims() {
        Router router = fillFirst("alpha: [{ name: a, excluded-models: [\"alpha-old*\"] }]");

        assertThat(served(router, "alpha-any")).containsExactly("a alpha-any");
        assertThat(served(router, "alpha-old-1")).isEmpty();
        assertThat(served(router, "beta-any")).isEmpty();
    }

    @Test
    void credentialWithAListServesNothingElse() {
        Router router = fillFirst("alpha: [{ name: a, models: [alpha-1] }]");

        assertThat(served(router, "alpha-2")).isEmpty();
    }

    @Test
    void claimIsTakenBehindThePrefixToo() {
        Router router = fillFirst("alpha: [{ name: a, prefix: team/ }]");

        assertThat(served(router, "team/alpha-1")).containsExactly("a alpha-1");
        assertThat(served(router, "alpha-1")).containsExactly("a alpha-1");
        assertThat(served(router, "team/")).isEmpty();
    }

    @Test
    void listedModelIsNotLeftToClaims() {
        Router router = fillFirst("""
                alpha:
                  - { name: claims }
                  - { name: lists, models: [alpha-1] }
                """);

        assertThat(served(router, "alpha-1")).containsExactly("lists alpha-1");
        assertThat(served(router, "alpha-2")).containsExactly("claims alpha-2");
    }

    @Test
    void unknownNameIsServedByNobody() {
        Router router = fillFirst("alpha: [{ name: a, models: [m] }]");

        assertThat(served(router, "M")).isEmpty();
        assertThat(served(router, "p/m")).isEmpty();
    }

    @Test
    void roundRobinBeginsWithEachInTurn() {
        Router router = router(THREE, true);

        assertThat(List.of(served(router, "m"), served(router, "m"), served(router, "m"), served(router, "m")))
                .containsExactly(
                        List.of("a m", "b m", "c m"),
                        List.of("b m", "c m", "a m"),
                        List.of("c m", "a m", "b m"),
                        List.of("a m", "b m", "c m"));
    }

    @Test
    void fillFirstAlwaysBeginsWithTheFirst() {
        Router router = router(THREE, false);

        assertThat(served(router, "m")).containsExactly("a m", "b m", "c m");
        assertThat(served(router, "m")).containsExactly("a m", "b m", "c m");
    }

    @Test
    void requestsForOtherModelsDoNotUpsetTheTurn() {
        Router router = router("""
                alpha:
                  - { name: a, models: [m, n] }
                  - { name: b, models: [m, n] }
                """, true);

        List<String> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            first.add(served(router, "m").get(0));
            served(router, "n");
        }

        assertThat(first).containsExactly("a m", "b m", "a m", "b m");
    }

    @Test
    void claimedModelsOfOneSetOfCredentialsShareATurn() {
        Router router = router("alpha: [{ name: a }, { name: b }]\nbeta: [{ name: c }, { name: d }]", true);

        assertThat(served(router, "alpha-1")).containsExactly("a alpha-1", "b alpha-1");
        assertThat(served(router, "beta-1")).containsExactly("c beta-1", "d beta-1");
        assertThat(served(router, "alpha-2")).containsExactly("b alpha-2", "a alpha-2");
        assertThat(served(router, "beta-2")).containsExactly("d beta-2", "c beta-2");
    }

    @Test
    void modelsAreListedOnceAsClientsMayCallThem() {
        Router router = fillFirst("""
                alpha:
                  - { name: a1, models: [m, { id: long-name, alias: short }] }
                  - { name: a2, prefix: team/, models: [m] }
                beta:
                  - { name: b1, models: [m] }
                  - { name: b2 }
                """);

        assertThat(router.models())
                .containsExactly(
                        new ListedModel("m", "alpha"),
                        new ListedModel("short", "alpha"),
                        new ListedModel("team/m", "alpha"),
                        new ListedModel("beta-known", "beta"));
    }

    @Test
    void nearestNamesAreSuggested() {
        Router router = fillFirst("alpha: [{ name: a, models: [gpt-large, gpt-small, other] }]");

        assertThat(router.nearest("gpt-lrage")).first().isEqualTo("gpt-large");
        assertThat(router.nearest("gpt-lrage")).doesNotContain("other");
        assertThat(router.nearest("something-else-entirely")).isEmpty();
        assertThat(router.nearest("gpt-large".repeat(100_000))).isEmpty();
    }

    @Test
    void everyNameOfAListedModelIsKnown() {
        String yaml = """
                alpha:
                  - { name: a1, models: [m] }
                  - { name: a2, prefix: team/, models: [{ id: m, alias: n }] }
                """;

        assertThat(fillFirst(yaml).names()).containsExactlyInAnyOrder("m", "n", "team/m", "team/n");
    }

    @Test
    void prefixMayBeDemanded() {
        Router router = forced("""
                alpha:
                  - { name: a1, models: [m] }
                  - { name: a2, prefix: team/, models: [m] }
                  - { name: a3, prefix: team/ }
                """);

        assertThat(served(router, "team/m")).containsExactly("a2 m");
        assertThat(served(router, "team/alpha-1")).containsExactly("a3 alpha-1");
        assertThat(router.models()).extracting(ListedModel::name).containsExactly("team/m", "team/alpha-known");
        for (String name : List.of("m", "alpha-1", "alpha-known", "other/m")) {
            assertThatExceptionOfType(GatewayException.class)
                    .as(name)
                    .isThrownBy(() -> served(router, name))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                    .withMessageContaining("team/");
        }
    }

    @Test
    void namedModelGoesToThoseWhoseProviderNamedItOrWasNotAskedYet() {
        RoutingMemory memory = new RoutingMemory(Clock.systemUTC());
        Router router = Offers.router("alpha: [{ name: a1 }, { name: a2 }, { name: a3 }]", "fill-first", memory);
        memory.discovered().keep(router.offers().get(0).id(), List.of("alpha-1", "beta-9"));
        memory.discovered().keep(router.offers().get(1).id(), List.of("alpha-2"));

        router.refresh();

        assertThat(served(router, "alpha-1")).containsExactly("a1 alpha-1", "a3 alpha-1");
        assertThat(served(router, "beta-9")).containsExactly("a1 beta-9");
        assertThat(served(router, "alpha-unnamed")).containsExactly("a3 alpha-unnamed");
        assertThat(router.models())
                .extracting(ListedModel::name)
                .containsExactly("alpha-1", "beta-9", "alpha-known", "alpha-2");
    }

    @Test
    void modelThatNobodyNamesIsLeftToClaims() {
        RoutingMemory memory = new RoutingMemory(Clock.systemUTC());
        Router router = Offers.router("alpha: [{ name: a1 }]", "fill-first", memory);
        memory.discovered().keep(router.offers().get(0).id(), List.of("alpha-1"));

        router.refresh();

        assertThat(served(router, "alpha-new")).containsExactly("a1 alpha-new");
    }

    @Test
    void operationWithoutAModelMayGoAnywhere() {
        Router router = fillFirst("alpha: [{ name: a1, models: [m] }, { name: a2 }]");

        assertThat(served(router, "")).containsExactly("a1 ", "a2 ");
    }

    private static final String THREE = """
            alpha:
              - { name: a, models: [m] }
              - { name: b, models: [m] }
            beta:
              - { name: c, models: [m] }
            """;

    private static Router fillFirst(String yaml) {
        return router(yaml, false);
    }

    private static Router router(String yaml, boolean roundRobin) {
        return Offers.router(yaml, roundRobin ? "round-robin" : "fill-first", new RoutingMemory(Clock.systemUTC()));
    }

    private static Router forced(String yaml) {
        return new Router(
                Offers.of(yaml), Offers.settings("fill-first", true, Map.of()), new RoutingMemory(Clock.systemUTC()));
    }

    private static List<String> served(Router router, String model) {
        return Offers.names(Offers.choices(router, model));
    }
}
