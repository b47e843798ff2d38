package dev.aiproxy.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class GatewayConfigTest {
    private static final Pattern LIMIT = Pattern.compile("max-\\S+: (\\d+)");

    @Test
    void noLimitOfTheGatewayEndsACaseEarly() {
        Certificate certificate = new Certificate(Path.of("certificate.pem"), Path.of("key.pem"));
        String config = GatewayConfig.standard(new Addresses(1, 2, 3, 4, 5, 6, 7, 8), certificate);

        assertThat(config).contains("max-connections-per-host:", "max-exchanges:", "ca-file: \"certificate.pem\"");
        assertThat(LIMIT.matcher(config).results().map(found -> Integer.parseInt(found.group(1))))
                .hasSize(4)
                .allMatch(limit -> limit >= GatewayConfig.MOST_OPEN);
    }
}
