package dev.aiproxy.runtime.upstream;

import java.net.URI;
import java.util.Locale;

/** The peer of a connection; connections to equal origins are interchangeable. */
record Origin(boolean secure, String host, int port) {
    static Origin of(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (!secure && !"http".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("not an http or https URL");
        }
        String host = url.getHost();
        if (host == null) {
            throw new IllegalArgumentException("a URL without a host");
        }
        int port = url.getPort() < 0 ? defaultPort(secure) : url.getPort();
        return new Origin(secure, unbracketed(host).toLowerCase(Locale.ROOT), port);
    }

    /** The value of the Host header: the port only where it is not the scheme's own. */
    String hostHeader() {
        return port == defaultPort(secure) ? bracketed() : this.toString();
    }

    private String bracketed() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int defaultPort(boolean secure) {
        return secure ? 443 : 80;
    }

    /** Host and port, as faults name it. */
    @Override
    public String toString() {
        return bracketed() + ":" + port;
    }
}
