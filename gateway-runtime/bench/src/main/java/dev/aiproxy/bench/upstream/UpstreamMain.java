package dev.aiproxy.bench.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/** Serves, on the port given or any free one, until its input ends; answers each line of input with a line of {@link UpstreamStats}, as JSON. */
public final class UpstreamMain {
    private UpstreamMain() {}

    public static void main(String[] arguments) throws IOException {
        JsonMapper json = new JsonMapper();
        UpstreamLoop loop = new UpstreamLoop(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]));
        Thread server = new Thread(loop, "upstream");
        server.setDaemon(true);
        server.start();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        while (input.readLine() != null) {
            output.println(json.writeValueAsString(loop.stats()));
        }
    }
}
