package dev.aiproxy.runtime.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.aiproxy.runtime.metrics.LiveValues.Reading;
import dev.aiproxy.runtime.metrics.LiveValues.Source;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;

/** What the virtual machine needs. */
final class JvmValues implements Source {
    private static final String KIND_OF_MEMORY = "jvm.memory.type";

    private static final Metric USED = Metric.gauge("jvm.memory.used", "bytes", "Memory in use.");
    private static final Metric COMMITTED = Metric.gauge("jvm.memory.committed", "bytes", "Memory taken.");
    private static final Metric LIMIT = Metric.gauge("jvm.memory.limit", "bytes", "Memory that may be taken.");
    private static final Metric BUFFERS = Metric.gauge("jvm.buffer.memory.used", "bytes", "Memory of buffers.");
    private static final Metric THREADS = Metric.gauge("jvm.thread.count", null, "Threads, without virtual ones.");
    private static final Metric CLASSES = Metric.gauge("jvm.class.count", null, "Loaded classes.");
    private static final Metric PROCESSORS = Metric.gauge("jvm.cpu.count", null, "Processors that may be used.");
    private static final Metric CPU = new Metric(
            "jvm.cpu.time", Metric.Kind.COUNTER, "seconds", "Time of processors that the process has used.", List.of());
    private static final Metric COLLECTIONS = Metric.counter("jvm.gc.collections", "Garbage collections.");
    private static final Metric COLLECTING = new Metric(
            "jvm.gc.time", Metric.Kind.COUNTER, "seconds", "Time that garbage collections have taken.", List.of());
    private static final Metric UPTIME = Metric.gauge("process.uptime", "seconds", "Time since the start.");
    private static final Metric FILES =
            Metric.gauge("process.open_file_descriptor.count", null, "Open files and connections.");

    @Override
    public void read(Reading reading) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        read(reading, "heap", memory.getHeapMemoryUsage());
        read(reading, "non_heap", memory.getNonHeapMemoryUsage());
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            reading.value(BUFFERS, (double) pool.getMemoryUsed(), "jvm.buffer.pool.name", pool.getName());
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            reading.value(
                    COLLECTIONS,
                    (double) Math.max(0, collector.getCollectionCount()),
                    "jvm.gc.name",
                    collector.getName());
            reading.value(
                    COLLECTING, Math.max(0, collector.getCollectionTime()) / 1e3, "jvm.gc.name", collector.getName());
        }
        reading.value(THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        reading.value(CLASSES, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        reading.value(UPTIME, ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        reading.value(PROCESSORS, Runtime.getRuntime().availableProcessors());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            reading.value(CPU, system.getProcessCpuTime() / 1e9);
            reading.value(FILES, (double) system.getOpenFileDescriptorCount());
        }
    }

    private static void read(Reading reading, String kind, MemoryUsage usage) {
        reading.value(USED, (double) usage.getUsed(), KIND_OF_MEMORY, kind);
        reading.value(COMMITTED, (double) usage.getCommitted(), KIND_OF_MEMORY, kind);
        if (usage.getMax() >= 0) {
            reading.value(LIMIT, (double) usage.getMax(), KIND_OF_MEMORY, kind);
        }
    }
}
