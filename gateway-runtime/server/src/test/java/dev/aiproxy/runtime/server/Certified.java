package dev.aiproxy.runtime.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A key with its certificate and those of its issuers, made by the JDK's own tool for this run. */
record Certified(PrivateKey key, List<X509Certificate> chain) {
    private static final String PASSWORD = "for-this-run";

    /**
     * A self-signed certificate.
     *
     * @param algorithm as keytool calls it
     */
    static Certified with(String algorithm) {
        return made(store -> generate(store, "test", "-keyalg", algorithm));
    }

    /** A certificate that another one has signed. */
    static Certified issued(String algorithm) {
        return made(store -> {
            generate(store, "issuer", "-keyalg", algorithm);
            generate(store, "test", "-keyalg", algorithm, "-signer", "issuer");
        });
    }

    private interface Making {
        void fill(Path store) throws IOException, InterruptedException;
    }

    private static Certified made(Making making) {
        try {
            Path folder = Files.createTempDirectory("certified");
            Path store = folder.resolve("store.p12");
            try {
                making.fill(store);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path store, String alias, String... more) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", alias));
        // The default curve differs between JDKs.
        if (List.of(more).contains("EC")) {
            command.addAll(List.of("-groupname", "secp256r1"));
        }
        command.addAll(List.of("-dname", "CN=" + alias, "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
    }

    private static Certified read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        List<X509Certificate> chain = Arrays.stream(store.getCertificateChain("test"))
                .map(X509Certificate.class::cast)
                .toList();
        return new Certified((PrivateKey) store.getKey("test", PASSWORD.toCharArray()), chain);
    }

    String certificatePem() {
        return chain.stream().map(Certified::pem).collect(Collectors.joining());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
