package dev.aiproxy.runtime.server;

import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.ConfiguredFile;
import dev.aiproxy.runtime.config.GatewayConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** What the listener presents to clients: a certificate chain and its key, read from PEM files. Immutable. */
public final class TlsIdentity {
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final Set<String> CERTIFICATE_LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private final List<X509Certificate> chain;
    private final SSLContext context;

    private TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.context = context(chain, key);
    }

    /**
     * Reads the files.
     *
     * @param problems takes what is wrong with them
     * @return null if anything is
     */
    public static @Nullable TlsIdentity read(GatewayConfig.Tls files, List<ConfigProblem> problems) {
        List<X509Certificate> chain = read(files.certificate(), TlsIdentity::chain, problems);
        PrivateKey key = read(files.key(), TlsIdentity::key, problems);
        if (chain == null || key == null) {
            return null;
        }
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            problems.add(files.key()
                    .problem("the key does not belong to the first certificate in "
                            + files.certificate().option() + ", which must be the server's own"));
            return null;
        }
        return new TlsIdentity(chain, key);
    }

    SSLContext context() {
        return context;
    }

    /** Whether a client would see no difference; to the same certificate belongs the same key. */
    boolean same(TlsIdentity other) {
        return chain.equals(other.chain);
    }

    /** The certificate for a log: whose it is and until when. */
    @Override
    public String toString() {
        X509Certificate own = chain.get(0);
        return "the certificate of " + own.getSubjectX500Principal() + ", valid until "
                + own.getNotAfter().toInstant();
    }

    private interface Reader<T> {
        T read(List<Pem.Block> blocks) throws TlsFault;
    }

    private static <T> @Nullable T read(ConfiguredFile file, Reader<T> reader, List<ConfigProblem> problems) {
        try {
            return reader.read(blocks(file.path()));
        } catch (TlsFault fault) {
            problems.add(file.problem(String.valueOf(fault.getMessage())));
            return null;
        }
    }

    private static List<Pem.Block> blocks(Path file) throws TlsFault {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new TlsFault("the file is too large for a PEM file");
            }
            return Pem.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException absent) {
            throw new TlsFault("there is no such file");
        } catch (IOException unreadable) {
            throw new TlsFault(Files.isDirectory(file) ? "is a folder, not a file" : "the file cannot be read");
        }
    }

    private static List<X509Certificate> chain(List<Pem.Block> blocks) throws TlsFault {
        List<X509Certificate> chain = new ArrayList<>();
        for (Pem.Block block : blocks) {
            if (CERTIFICATE_LABELS.contains(block.label())) {
                chain.add(certificate(block, chain.size() + 1));
            }
        }
        if (chain.isEmpty()) {
            throw new TlsFault("the file holds no certificate: 'BEGIN CERTIFICATE' is expected");
        }
        requireChain(chain);
        return chain;
    }

    private static void requireChain(List<X509Certificate> certificates) throws TlsFault {
        if (new HashSet<>(certificates).size() < certificates.size()) {
            throw new TlsFault("a certificate stands in the file twice");
        }
        for (int i = 1; i < certificates.size(); i++) {
            X500Principal issuer = certificates.get(i - 1).getIssuerX500Principal();
            if (!certificates.get(i).getSubjectX500Principal().equals(issuer)) {
                throw new TlsFault(
                        "certificate " + (i + 1) + " in the file is not that of the issuer of certificate " + i);
            }
        }
    }

    private static X509Certificate certificate(Pem.Block block, int number) throws TlsFault {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (IllegalArgumentException | CertificateException broken) {
            throw new TlsFault("certificate " + number + " in the file is broken");
        }
    }

    private static PrivateKey key(List<Pem.Block> blocks) throws TlsFault {
        for (Pem.Block block : blocks) {
            if (PrivateKeys.holdsKey(block)) {
                return PrivateKeys.read(block);
            }
        }
        throw new TlsFault("the file holds no private key: 'BEGIN PRIVATE KEY' is expected");
    }

    /** Whether the one verifies what the other signs. */
    private static boolean belongTogether(PrivateKey own, PublicKey certified) {
        try {
            Signature signature = Signature.getInstance(SIGNATURES.get(own.getAlgorithm()));
            byte[] sample = "any text".getBytes(StandardCharsets.US_ASCII);
            signature.initSign(own);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherAlgorithm) {
            return false;
        }
    }

    private static SSLContext context(List<X509Certificate> chain, PrivateKey key) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] password = new char[0];
            store.setKeyEntry("listener", key, password, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK cannot serve this certificate", e);
        }
    }
}
