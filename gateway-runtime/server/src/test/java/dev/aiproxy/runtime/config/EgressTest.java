package dev.aiproxy.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.api.provider.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressTest {
    @ParameterizedTest
    @CsvSource({
        "http://p.example, HTTP, p.example, 80",
        "HTTP://P.Example:3128/, HTTP, p.example, 3128",
        "https://p.example, HTTPS, p.example, 443",
        "socks5://127.0.0.1, SOCKS5, 127.0.0.1, 1080",
        "socks5h://p.example:1, SOCKS5, p.example, 1",
        "'http://[::1]:3128', HTTP, ::1, 3128"
    })
    void proxyIsReadFromItsUrl(String url, ProxyUrl.Scheme scheme, String host, int port) {
        assertThat(ProxyUrl.parse(url)).isEqualTo(new ProxyUrl(scheme, host, port, null));
    }

    @ParameterizedTest
    @CsvSource({
        "http://me:secret@p, me, secret",
        "http://me@p, me, ''",
        "http://me:@p, me, ''",
        "http://me:a:b@p, me, a:b",
        "http://me:a+b%20c%40%2f@p, me, a+b c@/",
        "http://m%C3%A9:%C3%A9@p, m\u00e9, \u00e9",
        "socks5://me:secret@p, me, secret"
    })
    void loginIsReadFromTheUrl(String url, String user, String password) {
        ProxyUrl proxy = ProxyUrl.parse(url);

        assertThat(proxy).isNotNull();
        assertThat(proxy.login()).isEqualTo(new ProxyUrl.Login(Secret.of(user), Secret.of(password)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "direct", "none"})
    void credentialGoesDirectlyAlthoughAllOthersUseAProxy(String none) {
        Egress egress = egress("proxy-url: http://p", "proxy-url: " + none);

        assertThat(egress.proxy()).isNull();
    }

    @Test
    void credentialOverridesWhatHoldsForAll() {
        String all = "{proxy-url: http://p, connect-timeout: 1, request-timeout: 2}";

        assertThat(egress(all, "name: a"))
                .isEqualTo(new Egress(Duration.ofSeconds(1), Duration.ofSeconds(2), ProxyUrl.parse("http://p")));
        assertThat(egress(all, "connect-timeout: 3, request-timeout: 4m, proxy-url: \"socks5://q\""))
                .isEqualTo(new Egress(Duration.ofSeconds(3), Duration.ofMinutes(4), ProxyUrl.parse("socks5://q")));
    }

    private static Egress egress(String top, String own) {
        String options = top.replaceAll("^\\{|\\}$", "").replace(", ", "\n");
        GatewayConfig config = Loading.valid(options + "\nopenai-api-key:\n- {api-key: k, " + own + "}");
        return config.egress(config.providers().get(0).credentials().get(0));
    }
}
