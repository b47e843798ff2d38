package dev.aiproxy.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.ConfiguredFile;
import dev.aiproxy.runtime.config.GatewayConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsIdentityTest {
    private static final Certified RSA = Certified.with("RSA");
    private static final Certified EC = Certified.with("EC");
    private static final Certified ED25519 = Certified.with("Ed25519");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void pkcs8KeysAreRead() throws IOException {
        assertThat(problems(RSA.certificatePem(), RSA.keyPem())).isEmpty();
        assertThat(problems(EC.certificatePem(), EC.keyPem())).isEmpty();
        assertThat(problems(ED25519.certificatePem(), ED25519.keyPem())).isEmpty();
    }

    @Test
    void pkcs1KeyIsRead() throws IOException {
        assertThat(problems(RSA.certificatePem(), pkcs1((RSAPrivateCrtKey) RSA.key())))
                .isEmpty();
    }

    @Test
    void sec1KeyIsRead() throws IOException {
        assertThat(problems(EC.certificatePem(), sec1())).isEmpty();
    }

    @Test
    void sec1KeyBehindItsParametersIsRead() throws IOException {
        String parameters = Certified.pem("EC PARAMETERS", CURVE);

        assertThat(problems(EC.certificatePem(), parameters + sec1())).isEmpty();
    }

    @Test
    void certificateAndKeyMayShareAFileWithOtherText() throws IOException {
        String both = "Bag Attributes\n" + EC.keyPem() + "subject=CN\r\n"
                + EC.certificatePem().replace("\n", "\r\n");

        assertThat(problems(both, both)).isEmpty();
    }

    @Test
    void certificatesOfIssuersMayFollow() throws IOException {
        Certified issued = Certified.issued("EC");

        assertThat(issued.chain()).hasSize(2);
        assertThat(problems(issued.certificatePem(), issued.keyPem())).isEmpty();
    }

    @Test
    void certificatesThatAreNoChainAreRefused() throws IOException {
        Certified issued = Certified.issued("EC");

        assertThat(problems(issued.certificatePem() + EC.certificatePem(), issued.keyPem()))
                .containsExactly(
                        "c.yaml:2:9: tls.cert: certificate 3 in the file is not that of the issuer of certificate 2");
        assertThat(problems(EC.certificatePem() + EC.certificatePem(), EC.keyPem()))
                .containsExactly("c.yaml:2:9: tls.cert: a certificate stands in the file twice");
    }

    @Test
    void keyOfAnotherCertificateIsRefused() throws IOException {
        String expected = "c.yaml:3:8: tls.key: the key does not belong to the first certificate in tls.cert, "
                + "which must be the server's own";

        assertThat(problems(EC.certificatePem(), Certified.with("EC").keyPem())).containsExactly(expected);
        assertThat(problems(EC.certificatePem(), RSA.keyPem())).containsExactly(expected);
    }

    @Test
    void encryptedKeyIsRefused() throws IOException {
        byte[] any = {1, 2, 3};
        String old = Certified.pem("RSA PRIVATE KEY", any)
                .replaceFirst("-----\n", "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\n");

        assertThat(problems(EC.certificatePem(), Certified.pem("ENCRYPTED PRIVATE KEY", any)))
                .singleElement()
                .asString()
                .contains("tls.key: the key is encrypted; only unencrypted keys are supported");
        assertThat(problems(EC.certificatePem(), old))
                .singleElement()
                .asString()
                .contains("tls.key: the key is encrypted");
    }

    @Test
    void brokenKeyIsRefused() throws IOException {
        byte[] cut = Arrays.copyOf(EC.key().getEncoded(), 30);

        for (String label : List.of("PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY")) {
            assertThat(problems(EC.certificatePem(), Certified.pem(label, cut)))
                    .as(label)
                    .containsExactly(
                            "c.yaml:3:8: tls.key: the key is broken, or neither an RSA, an EC nor an Ed25519 key");
        }
    }

    @Test
    void keyOfAnUnknownKindIsNamed() throws IOException {
        assertThat(problems(EC.certificatePem(), Certified.pem("DSA PRIVATE KEY", new byte[] {1})))
                .containsExactly(
                        "c.yaml:3:8: tls.key: keys of the kind 'DSA PRIVATE KEY' are not supported: use PKCS#8");
    }

    @Test
    void brokenCertificateIsCounted() throws IOException {
        String broken = Certified.pem("CERTIFICATE", "no certificate".getBytes(StandardCharsets.US_ASCII));

        assertThat(problems(EC.certificatePem() + broken, EC.keyPem()))
                .containsExactly("c.yaml:2:9: tls.cert: certificate 2 in the file is broken");
        assertThat(problems("-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----", EC.keyPem()))
                .containsExactly("c.yaml:2:9: tls.cert: certificate 1 in the file is broken");
    }

    @Test
    void swappedFilesAreBothReported() throws IOException {
        assertThat(problems(EC.keyPem(), EC.certificatePem()))
                .containsExactly(
                        "c.yaml:2:9: tls.cert: the file holds no certificate: 'BEGIN CERTIFICATE' is expected",
                        "c.yaml:3:8: tls.key: the file holds no private key: 'BEGIN PRIVATE KEY' is expected");
    }

    @Test
    void unreadableFilesAreReported() throws IOException {
        Path large = Files.write(folder.resolve("large.pem"), new byte[(1 << 20) + 1]);

        assertThat(problems(folder.resolve("absent.pem"), folder))
                .containsExactly(
                        "c.yaml:2:9: tls.cert: there is no such file", "c.yaml:3:8: tls.key: is a folder, not a file");
        assertThat(problems(large, large)).allMatch(problem -> problem.contains("too large for a PEM file"));
    }

    @Test
    void onlyAnotherCertificateMakesAnotherIdentity() throws IOException {
        TlsIdentity identity = identity(EC.certificatePem(), EC.keyPem());

        assertThat(identity.same(identity("text before\n" + EC.certificatePem(), sec1())))
                .isTrue();
        assertThat(identity.same(identity(RSA.certificatePem(), RSA.keyPem()))).isFalse();
        assertThat(identity)
                .hasToString("the certificate of CN=test, valid until "
                        + EC.chain().get(0).getNotAfter().toInstant());
    }

    /** OID of secp256r1, RFC 5480. */
    private static final byte[] CURVE = {Der.OID, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};

    private static String sec1() {
        BigInteger secret = ((ECPrivateKey) EC.key()).getS();
        byte[] octets = new byte[32];
        byte[] bytes = secret.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, octets, 32 - length, length);
        byte[] der =
                Der.write(Der.SEQUENCE, integer(BigInteger.ONE), Der.write(Der.OCTETS, octets), Der.write(0xa0, CURVE));
        return Certified.pem("EC PRIVATE KEY", der);
    }

    private static String pkcs1(RSAPrivateCrtKey key) {
        byte[][] fields = Stream.of(
                        BigInteger.ZERO,
                        key.getModulus(),
                        key.getPublicExponent(),
                        key.getPrivateExponent(),
                        key.getPrimeP(),
                        key.getPrimeQ(),
                        key.getPrimeExponentP(),
                        key.getPrimeExponentQ(),
                        key.getCrtCoefficient())
                .map(TlsIdentityTest::integer)
                .toArray(byte[][]::new);
        return Certified.pem("RSA PRIVATE KEY", Der.write(Der.SEQUENCE, fields));
    }

    private static byte[] integer(BigInteger value) {
        return Der.write(Der.INTEGER, value.toByteArray());
    }

    private TlsIdentity identity(String certificates, String key) throws IOException {
        TlsIdentity identity = TlsIdentity.read(
                files(
                        Files.writeString(folder.resolve("cert.pem"), certificates),
                        Files.writeString(folder.resolve("key.pem"), key)),
                new ArrayList<>());
        return Objects.requireNonNull(identity);
    }

    private List<String> problems(String certificates, String key) throws IOException {
        return problems(
                Files.writeString(folder.resolve("cert.pem"), certificates),
                Files.writeString(folder.resolve("key.pem"), key));
    }

    private static List<String> problems(Path certificates, Path key) {
        List<ConfigProblem> problems = new ArrayList<>();
        TlsIdentity identity = TlsIdentity.read(files(certificates, key), problems);
        assertThat(identity == null).isEqualTo(!problems.isEmpty());
        return problems.stream().map(ConfigProblem::render).toList();
    }

    private static GatewayConfig.Tls files(Path certificates, Path key) {
        return new GatewayConfig.Tls(
                new ConfiguredFile(certificates, "c.yaml", "tls.cert", 2, 9),
                new ConfiguredFile(key, "c.yaml", "tls.key", 3, 8),
                true);
    }
}
