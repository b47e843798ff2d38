package dev.aiproxy.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads one order a line, as JSON, and writes one result a line. Ends with its input. */
public final class LoadMain {
    private static final JsonMapper JSON = new JsonMapper();

    private volatile @Nullable LoadRun held;
    private @Nullable Thread keeper;

    private LoadMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LoadMain main = new LoadMain();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(JSON.writeValueAsString(main.perform(JSON.readValue(line, LoadSpec.class))));
        }
    }

    private LoadResult perform(LoadSpec spec) throws IOException, InterruptedException {
        return switch (spec.mode()) {
            case CLOSED, RATE, CANCEL -> once(spec);
            case HOLD -> hold(spec);
            case RELEASE -> release();
        };
    }

    private static LoadResult once(LoadSpec spec) {
        try (LoadRun run = new LoadRun(spec)) {
            return run.perform();
        } catch (IOException e) {
            return failed(spec, e);
        }
    }

    private static LoadResult failed(LoadSpec spec, IOException e) {
        Tally tally = new Tally();
        tally.failed(e instanceof ConnectException ? "nobody listens on port " + spec.port() : String.valueOf(e));
        return tally.result();
    }

    private LoadResult hold(LoadSpec spec) throws IOException {
        LoadRun run = new LoadRun(spec);
        LoadResult result;
        try {
            result = run.hold();
        } catch (IOException e) {
            run.close();
            return failed(spec, e);
        }
        held = run;
        keeper = new Thread(() -> keep(run), "keeper");
        keeper.start();
        return result;
    }

    private void keep(LoadRun run) {
        try (run) {
            while (held == run) {
                run.keep();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadResult release() throws InterruptedException {
        held = null;
        if (keeper != null) {
            keeper.join();
        }
        return new Tally().result();
    }
}
