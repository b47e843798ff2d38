package dev.aiproxy.testkit.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A freshly made EC key with a self-signed certificate for some host names, valid for an hour around now. Nothing is
 * stored and no key is shared between runs. Immutable.
 */
public final class TlsIdentity {

    private static final char[] PASSWORD = "in-memory-only".toCharArray();
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TlsIdentity(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /**
     * An identity for these hosts (subject alternative names). An IPv4 address is entered as an address, anything else as
     * a DNS name. {@code forHosts("localhost", "127.0.0.1")} fits a {@link FakeUpstream}; {@code
     * forHosts("elsewhere.test")} is one that a client must refuse.
     */
    public static TlsIdentity forHosts(String... hosts) {
        Instant from = Instant.now().minus(Duration.ofMinutes(30));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] signed =
                    tbsCertificate(keys, Der.sequence(Der.time(from), Der.time(from.plus(Duration.ofHours(1)))), hosts);
            byte[] der = Der.sequence(signed, ECDSA_SHA256, Der.bits(sign(keys, signed)));
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            InputStream in = new ByteArrayInputStream(der);
            return new TlsIdentity(keys, (X509Certificate) factory.generateCertificate(in));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot make an EC certificate", e);
        }
    }

    private static byte[] tbsCertificate(KeyPair keys, byte[] validity, String... hosts) {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.utf8(hosts[0]))));
        byte[] version3 = Der.tagged(0xa0, Der.integer(BigInteger.TWO));
        byte[] serial = Der.integer(BigInteger.valueOf(System.nanoTime()).abs().add(BigInteger.ONE));
        byte[] publicKey = keys.getPublic().getEncoded();
        return Der.sequence(version3, serial, ECDSA_SHA256, name, validity, name, publicKey, extensions(hosts));
    }

    private static byte[] extensions(String... hosts) {
        byte[] names = Der.sequence(
                Arrays.stream(hosts).map(TlsIdentity::alternativeName).toArray(byte[][]::new));
        byte[] subjectAltName = Der.sequence(Der.oid(2, 5, 29, 17), Der.octets(names));
        byte[] authority = Der.octets(Der.sequence(Der.bool(true)));
        byte[] basicConstraints = Der.sequence(Der.oid(2, 5, 29, 19), Der.bool(true), authority);
        return Der.tagged(0xa3, Der.sequence(subjectAltName, basicConstraints));
    }

    private static byte[] alternativeName(String host) {
        if (!host.matches("[0-9.]+")) {
            return Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.tagged(0x87, InetAddress.getByName(host).getAddress());
        } catch (IOException e) {
            throw new IllegalArgumentException("not an IPv4 address: " + host, e);
        }
    }

    private static byte[] sign(KeyPair keys, byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return signature.sign();
    }

    /** The certificate, its own issuer. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The certificate in PEM form, as an "extra CA" file wants it. */
    public String pem() {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }

    /** The private key in PEM form (PKCS#8), for a server that reads files. */
    public String privateKeyPem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    /** Writes a PKCS#12 trust store with just this certificate, for {@code javax.net.ssl.trustStore}. */
    public void writeTrustStore(Path file, String password) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            trustStore().store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot write " + file, e);
        }
    }

    /** A context for a server that presents this certificate. */
    public SSLContext serverContext() {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("server", keys.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK cannot serve this certificate", e);
        }
    }

    /** A context for a client that trusts this certificate and no other. Host names are checked by who uses it. */
    public SSLContext clientContext() {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK cannot trust this certificate", e);
        }
    }

    private KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("trusted", certificate);
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** The hosts that the certificate names. */
    @Override
    public String toString() {
        try {
            return "TlsIdentity" + List.copyOf(certificate.getSubjectAlternativeNames());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate made here parses", e);
        }
    }
}
