package dev.aiproxy.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aiproxy.bench.BenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcStatTest {
    @Test
    void timeIsUserAndSystemTime() {
        String stat =
                "4711 (java) S 1 4711 4711 0 -1 4194304 41234 0 3 0 1500 250 7 8 20 0 41 0 991234 3621 27 18446 1 1 0\n";

        assertThat(ProcStat.parseCpuMicros(stat)).isEqualTo(17_500_000);
    }

    @Test
    void nameMayLookLikeFields() {
        String stat = "4711 (a) S 1 (b c) R 1 4711 4711 0 -1 4194304 41234 0 3 0 1 2 7 8 20 0 41 0 991234 3621 27\n";

        assertThat(ProcStat.parseCpuMicros(stat)).isEqualTo(30_000);
    }

    @Test
    void memoryIsFoundByItsName() {
        String status = "Name:\tjava\nVmHWM:\t  300000 kB\nVmRSS:\t  284160 kB\nThreads:\t41\n";

        assertThat(ProcStat.parseKilobytes(status, "VmRSS:")).isEqualTo(284_160);
        assertThat(ProcStat.parseKilobytes(status, "VmSwap:")).isZero();
    }

    @Test
    void descriptorsAreTheSoftLimit() {
        String limits = "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max processes             95934                95934                processes \n"
                + "Max open files            20000                1048576              files     \n";

        assertThat(Descriptors.parseLimit(limits)).isEqualTo(20_000);
        assertThat(Descriptors.parseLimit(
                        "Max open files            unlimited            unlimited            files\n"))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void heapOfOneCollectorIsOneNumber() {
        String g1 = " garbage-first heap   total 65536K, used 23456K [0x0000, 0x0001)\n"
                + "  region size 1024K, 4 young (4096K), 1 survivors (1024K)\n"
                + " Metaspace       used 31000K, committed 31500K, reserved 1114112K\n"
                + "  class space    used 3900K, committed 4100K, reserved 1048576K\n";

        assertThat(Gateway.heapUsed(g1)).isEqualTo(23_456);
    }

    @ParameterizedTest
    @CsvSource({
        "' ZHeap           used 18M, capacity 256M, max capacity 256M', 18432",
        "' 256M max, 256M soft max, 256M committed, 14208K used', 14208",
        "' garbage-first heap   total 9G, used 2G [0x0000, 0x0001)', 2097152",
    })
    void heapIsSaidInSeveralUnitsAndOrders(String heapInfo, long kilobytes) {
        String metaspace = "\n Metaspace       used 31000K, committed 31500K, reserved 1114112K\n";

        assertThat(Gateway.heapUsed(heapInfo + metaspace)).isEqualTo(kilobytes);
    }

    @Test
    void heapThatIsNotSaidIsAFailure() {
        assertThatThrownBy(() -> Gateway.heapUsed("Epsilon Heap\n"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("Epsilon");
    }

    @Test
    void heapOfGenerationsIsTheirSum() {
        String serial = " def new generation   total 9216K, used 1000K [0x0000, 0x0001, 0x0002)\n"
                + "  eden space 8192K,  12% used [0x0000, 0x0001, 0x0002)\n"
                + " tenured generation   total 20480K, used 15000K [0x0000, 0x0001, 0x0002)\n"
                + "   the space 20480K,  73% used [0x0000, 0x0001, 0x0002)\n"
                + " Metaspace       used 31000K, committed 31500K, reserved 1114112K\n";

        assertThat(Gateway.heapUsed(serial)).isEqualTo(16_000);
    }
}
