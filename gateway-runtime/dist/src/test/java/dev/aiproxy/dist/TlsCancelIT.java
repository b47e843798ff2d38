package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.FakeUpstream;
import dev.aiproxy.testkit.http.TlsIdentity;
import java.io.IOException;

/** On the https listener. */
final class TlsCancelIT extends CancelCases {
    private static final TlsIdentity IDENTITY = TlsIdentity.forHosts("127.0.0.1");

    @Override
    Lab open(FakeUpstream provider) throws IOException {
        return Lab.tls(IDENTITY, provider);
    }
}
