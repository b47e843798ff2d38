package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.testkit.translate.Mutations;
import dev.aiproxy.testkit.translate.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a format reads clients' requests and writes those for upstreams. */
final class RequestChecks {
    private static final int ROUNDS = 500;
    private static final long SEED = 20_261_122;

    private final FormatSetup setup;

    RequestChecks(FormatSetup setup) {
        this.setup = setup;
    }

    void areRead() {
        for (String body : setup.samples().requests()) {
            ObjectNode given = FormatExchange.object(body);
            ChatRequest read = setup.exchange().client().readRequest(given);

            assertThat(read.messages()).as("the turns of %s", body).isNotEmpty();
            assertThat(given).as("the body after it was read").isEqualTo(Json.parse(body));
        }
    }

    void areRefusedAsTheClientsFault() {
        forEachMutation(body -> {});
    }

    /** Reads malformed requests and writes those that are not refused. */
    void forEachMutation(Consumer<GatewayException> refused) {
        Mutations mutations = new Mutations(new Random(SEED));
        for (String sample : setup.samples().requests()) {
            for (int i = 0; i < ROUNDS; i++) {
                if (mutations.of(sample) instanceof ObjectNode body) {
                    malformed(body, refused);
                }
            }
        }
    }

    private void malformed(ObjectNode body, Consumer<GatewayException> refused) {
        Refusals.atMost(
                () -> {
                    try {
                        FormatExchange exchange = setup.exchange();
                        Json.bytes(exchange.write(exchange.client().readRequest(body)));
                    } catch (GatewayException refusal) {
                        refused.accept(refusal);
                        throw refusal;
                    }
                },
                ErrorCode.INVALID_REQUEST,
                ErrorCode.UNSUPPORTED);
    }

    void surviveTheirOwnFormat() {
        for (String body : setup.samples().requests()) {
            FormatExchange exchange = setup.exchange();
            exchange.forClient(setup.format());
            ChatRequest first = exchange.client().readRequest(FormatExchange.object(body));
            JsonNode written = Json.parse(Json.bytes(exchange.write(first)));
            ChatRequest second = exchange.client().readRequest((ObjectNode) written);

            assertThat(Gist.of(setup, second)).as("after %s", written).isEqualTo(Gist.of(setup, first));
        }
    }

    void nameModelAndStream() {
        ObjectNode written = setup.codec()
                .upstream(setup.exchange().streaming(), setup.exchange().state())
                .writeRequest(FormatSetup.HELLO);
        for (Endpoint endpoint : setup.endpoints()) {
            if (endpoint.model() instanceof Endpoint.ModelLocation.BodyMember member) {
                assertThat(written.path(member.name()).asString(""))
                        .as("the member '%s' of %s", member.name(), written)
                        .isEqualTo(FormatSetup.UPSTREAM_MODEL);
            }
            if (endpoint.stream() instanceof Endpoint.StreamMode.BodyMember member) {
                assertThat(written.path(member.name()).asBoolean(false))
                        .as("the member '%s' of %s", member.name(), written)
                        .isTrue();
            }
        }
    }

    void areWrittenOrRefused() {
        assertThat(write("a greeting", FormatSetup.HELLO))
                .as("a greeting as a request")
                .hasValueSatisfying(body -> assertThat(body).contains("Hello"));
        TckConversations.all().forEach(this::write);
    }

    void keepForeignThingsAway() {
        TckConversations.foreign()
                .forEach((name, request) -> write(name, request)
                        .ifPresent(body -> assertThat(body).as(name).doesNotContain("tck-foreign")));
    }

    void passTheSchema() {
        TckConversations.all()
                .forEach((name, request) -> write(name, request)
                        .ifPresent(body -> assertThat(setup.requestCheck().problems(Json.parse(body)))
                                .as("%s, %s", name, body)
                                .isEmpty()));
    }

    List<String> samplesAsWritten() {
        return setup.samples().requests().stream()
                .map(body -> {
                    FormatExchange exchange = setup.exchange();
                    return Json.text(exchange.write(exchange.read(body)));
                })
                .toList();
    }

    /** The body; empty if the format refuses the conversation. */
    private Optional<String> write(String name, ChatRequest request) {
        try {
            return Optional.of(Json.text(setup.exchange().write(request)));
        } catch (GatewayException refusal) {
            assertThat(refusal.code())
                    .as("the refusal of %s", name)
                    .isIn(ErrorCode.UNSUPPORTED, ErrorCode.INVALID_REQUEST);
            return Optional.empty();
        }
    }
}
