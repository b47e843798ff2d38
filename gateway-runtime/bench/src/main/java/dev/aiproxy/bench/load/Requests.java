package dev.aiproxy.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The requests of an order, rendered before the first one is sent. */
final class Requests {
    private static final String NUMBER = "@N@";

    private final ByteBuffer[] rendered;

    private Requests(ByteBuffer[] rendered) {
        this.rendered = rendered;
    }

    static Requests of(LoadSpec spec) throws IOException {
        String body = spec.bodyFile().isEmpty() ? "" : Files.readString(Path.of(spec.bodyFile()), UTF_8);
        ByteBuffer[] rendered = new ByteBuffer[Math.max(1, spec.variants())];
        for (int i = 0; i < rendered.length; i++) {
            rendered[i] = render(spec, body, String.format(Locale.ROOT, "%05d", i));
        }
        return new Requests(rendered);
    }

    /** The request of that turn, ready to be written. */
    ByteBuffer at(long turn) {
        return rendered[(int) (turn % rendered.length)].duplicate();
    }

    private static ByteBuffer render(LoadSpec spec, String template, String number) {
        byte[] body = template.replace(NUMBER, number).getBytes(UTF_8);
        StringBuilder head = new StringBuilder(spec.bodyFile().isEmpty() ? "GET " : "POST ")
                .append(spec.path())
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(spec.port())
                .append("\r\n");
        spec.headers()
                .forEach((name, value) -> head.append(name)
                        .append(": ")
                        .append(value.replace(NUMBER, number))
                        .append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(UTF_8);
        return ByteBuffer.allocateDirect(start.length + body.length)
                .put(start)
                .put(body)
                .flip();
    }
}
