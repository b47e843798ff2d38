package dev.aiproxy.runtime.upstream;

import dev.aiproxy.runtime.config.ConfigProblem;
import dev.aiproxy.runtime.config.ConfiguredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PEM file with certificates of issuers. */
public final class CaFile {
    private static final long MAX_BYTES = 16 << 20;
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END \\1?CERTIFICATE-----", Pattern.DOTALL);

    private CaFile() {}

    /**
     * Reads the certificates, whatever stands around them.
     *
     * @param file null for none
     * @param problems takes what is wrong with the file; nothing is returned then
     */
    public static List<X509Certificate> read(@Nullable ConfiguredFile file, List<ConfigProblem> problems) {
        if (file == null) {
            return List.of();
        }
        try {
            if (Files.size(file.path()) > MAX_BYTES) {
                problems.add(file.problem("the file is too large for a PEM file"));
                return List.of();
            }
            return certificates(Files.readString(file.path(), StandardCharsets.ISO_8859_1), file, problems);
        } catch (NoSuchFileException absent) {
            problems.add(file.problem("there is no such file"));
        } catch (IOException unreadable) {
            boolean folder = Files.isDirectory(file.path());
            problems.add(file.problem(folder ? "is a folder, not a file" : "the file cannot be read"));
        }
        return List.of();
    }

    private static List<X509Certificate> certificates(String text, ConfiguredFile file, List<ConfigProblem> problems) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            try {
                certificates.add(certificate(block.group(2)));
            } catch (CertificateException | IllegalArgumentException broken) {
                problems.add(file.problem("certificate " + (certificates.size() + 1) + " in the file is broken"));
                return List.of();
            }
        }
        if (certificates.isEmpty()) {
            problems.add(file.problem("the file holds no certificate: 'BEGIN CERTIFICATE' is expected"));
        }
        return certificates;
    }

    private static X509Certificate certificate(String base64) throws CertificateException {
        byte[] der = Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
