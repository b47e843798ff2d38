package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.testkit.gateway.GatewayExtension;
import dev.aiproxy.testkit.http.RawHttpClient;
import dev.aiproxy.testkit.http.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The provider in a real gateway. */
final class ${className}GatewayTest {
    @RegisterExtension
    static final GatewayExtension GATEWAY = GatewayExtension.configured(
            """
            ${pluginId}-api-key:
              - api-key: secret
                base-url: ${UPSTREAM}
            """);

    @Test
    void sendsTheKeyAsBearer() throws Exception {
        GATEWAY.upstream().enqueue(Reply.json("{\"id\":\"1\"}"));

        try (RawHttpClient client = GATEWAY.connect()) {
            client.post("/v1/chat/completions", "{\"model\": \"${pluginId}-1\", \"messages\": []}");

            assertThat(client.readResponse().status()).isEqualTo(200);
        }
        assertThat(GATEWAY.upstream().takeRequest().header("authorization")).contains("Bearer secret");
    }
}
