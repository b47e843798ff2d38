package dev.aiproxy.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.runtime.TestConfig;
import dev.aiproxy.runtime.config.AddressRange;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressTest {
    private static final List<AddressRange> TRUSTED = TestConfig.of(
                    "trusted-proxies: [10.0.0.0/8, 192.168.1.1, '2001:db8::/33']")
            .edge()
            .trustedProxies();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7.7.7.7 | 1.2.3.4 | 7.7.7.7",
                "10.1.2.3 | 1.2.3.4 | 1.2.3.4",
                "11.1.2.3 | 1.2.3.4 | 11.1.2.3",
                "10.1.2.3 | 6.6.6.6, 1.2.3.4 | 1.2.3.4",
                "10.1.2.3 | 6.6.6.6, 1.2.3.4, 10.9.9.9 ,192.168.1.1 | 1.2.3.4",
                "10.1.2.3 | 6.6.6.6, 192.168.1.2 | 192.168.1.2",
                "10.1.2.3 | 10.4.4.4 | 10.4.4.4",
                "10.1.2.3 | 1.2.3.4:5678 | 1.2.3.4",
                "10.1.2.3 | [2001:db9::5]:80 | 2001:db9:0:0:0:0:0:5",
                "10.1.2.3 | 1.1.1.1, 2001:db8:7fff::1 | 1.1.1.1",
                "10.1.2.3 | 1.1.1.1, 2001:db8:8000::1 | 2001:db8:8000:0:0:0:0:1",
                "10.1.2.3 | unknown | 10.1.2.3",
                "10.1.2.3 | 1.2.3.4, evil.example, 10.5.5.5 | 10.5.5.5",
                "10.1.2.3 | '' | 10.1.2.3"
            })
    void trustedProxiesVouchForTheNextOne(String peer, String forwarded, String client) throws Exception {
        assertThat(ClientAddress.resolve(InetAddress.getByName(peer), List.of(forwarded), TRUSTED)
                        .getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void headerMayStandMoreThanOnceOrNotAtAll() throws Exception {
        InetAddress peer = InetAddress.getByName("10.1.1.1");

        assertThat(ClientAddress.resolve(peer, List.of("5.5.5.5", "1.2.3.4", "10.2.2.2"), TRUSTED)
                        .getHostAddress())
                .isEqualTo("1.2.3.4");
        assertThat(ClientAddress.resolve(peer, null, TRUSTED)).isEqualTo(peer);
        assertThat(ClientAddress.resolve(peer, List.of("1.2.3.4"), List.of())).isEqualTo(peer);
    }
}
