package dev.aiproxy.bench.process;

import java.nio.file.Path;

/** A certificate for localhost, made for one run and signed by itself. */
public record Certificate(Path certificate, Path key) {

    /** Makes one with openssl. */
    public static Certificate make(Workspace workspace) {
        Path certificate = workspace.folder().resolve("upstream.pem");
        Path key = workspace.folder().resolve("upstream-key.pem");
        workspace.output(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        return new Certificate(certificate, key);
    }
}
