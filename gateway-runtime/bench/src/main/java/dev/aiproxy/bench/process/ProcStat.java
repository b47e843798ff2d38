package dev.aiproxy.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads what Linux says of a process. */
final class ProcStat {
    /** The unit of times in {@code /proc}: a hundredth of a second, on every Linux. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int UTIME = 11;

    private ProcStat() {}

    /** User and system time of a process and all that it started, in microseconds; nothing for those that are gone. */
    static long cpuMicros(ProcessHandle process) throws IOException {
        long sum = cpuMicros(process.pid());
        for (ProcessHandle child : process.descendants().toList()) {
            sum += cpuMicros(child.pid());
        }
        return sum;
    }

    private static long cpuMicros(long pid) throws IOException {
        try {
            return parseCpuMicros(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** The name of the process may hold anything, even blanks and parentheses, so fields count from its end. */
    static long parseCpuMicros(String stat) {
        List<String> fields =
                List.of(stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1));
        return (Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(UTIME + 1))) * MICROS_PER_TICK;
    }

    static long rssKilobytes(long pid) throws IOException {
        return parseKilobytes(Files.readString(Path.of("/proc/" + pid + "/status")), "VmRSS:");
    }

    static long parseKilobytes(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(
                        line.substring(name.length()).replace("kB", "").trim()))
                .findFirst()
                .orElse(0L);
    }
}
