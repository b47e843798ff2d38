package dev.aiproxy.dist;

import dev.aiproxy.testkit.http.FakeUpstream;
import java.io.IOException;

/** On the http listener. */
final class CancelIT extends CancelCases {
    @Override
    Lab open(FakeUpstream provider) throws IOException {
        return Lab.of(provider);
    }
}
