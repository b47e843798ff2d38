package dev.aiproxy.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import dev.aiproxy.runtime.config.GatewayConfig.Logging;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Logs to the standard error or to files, unless a Logback configuration file is there; found by Logback through
 * {@link java.util.ServiceLoader}.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%time %-5level %logger{20} - %msg%n";
    private static final String OWN = "ai-proxy";
    private static final int MAX_DAYS = 14;
    private static final int BUFFER_BYTES = 16 * 1024;

    private static @Nullable Logging applied;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (configuredByFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = root(context);
        root.setLevel(Level.INFO);
        attach(root, console(context, false));
        for (String chatty : new String[] {"org.xnio", "io.undertow", "org.pf4j", "org.jboss"}) {
            context.getLogger(chatty).setLevel(Level.WARN);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean configuredByFile() {
        ClassLoader loader = LogSetup.class.getClassLoader();
        return System.getProperty("logback.configurationFile") != null
                || loader.getResource("logback-test.xml") != null
                || loader.getResource("logback.xml") != null;
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static void attach(Logger root, OutputStreamAppender<ILoggingEvent> lines) {
        LogFlusher flusher = new LogFlusher(lines);
        flusher.start();
        root.addAppender(lines);
        root.addAppender(flusher);
    }

    private static void detach(Logger root) {
        for (String name : List.of(OWN + "-flusher", OWN)) {
            root.getAppender(name).stop();
            root.detachAppender(name);
        }
    }

    private static OutputStreamAppender<ILoggingEvent> console(LoggerContext context, boolean json) {
        OutputStreamAppender<ILoggingEvent> console = new OutputStreamAppender<>();
        console.setContext(context);
        console.setName(OWN);
        console.setEncoder(encoder(context, json));
        console.setImmediateFlush(false);
        console.setOutputStream(new StandardError());
        console.start();
        return console;
    }

    /** Outlives the appenders that write to it. */
    private static final class StandardError extends BufferedOutputStream {
        StandardError() {
            super(System.err, BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** A file for each day, and a further one each time it has grown large; old ones are compressed, the oldest removed. */
    static OutputStreamAppender<ILoggingEvent> files(LoggerContext context, boolean json, Path directory) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName(OWN);
        file.setFile(directory.resolve("ai-proxy.log").toString());
        file.setEncoder(encoder(context, json));
        file.setImmediateFlush(false);
        file.setBufferSize(new FileSize(BUFFER_BYTES));
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(
                directory.resolve("ai-proxy.%d{yyyy-MM-dd}.%i.log.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf("100MB"));
        rolling.setMaxHistory(MAX_DAYS);
        rolling.setTotalSizeCap(FileSize.valueOf("2GB"));
        rolling.start();
        file.setRollingPolicy(rolling);
        file.start();
        return file;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        if (json) {
            JsonLines lines = new JsonLines();
            lines.setContext(context);
            lines.start();
            return lines;
        }
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(PATTERN);
        layout.getInstanceConverterMap().put("time", LineTime::new);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> text = new LayoutWrappingEncoder<>();
        text.setContext(context);
        text.setLayout(layout);
        text.start();
        return text;
    }

    /** Sets how much our own code and the plugins log. */
    static void level(org.slf4j.event.Level level) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.convertAnSLF4JLevel(level));
        }
    }

    /** How much is logged now. */
    static org.slf4j.event.Level level() {
        return LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
                ? org.slf4j.event.Level.valueOf(root.getEffectiveLevel().toString())
                : org.slf4j.event.Level.INFO;
    }

    /**
     * Logs so from now on; does nothing if it does already. A Logback configuration file decides about everything but the level.
     */
    static synchronized void apply(Logging logging) {
        if (logging.equals(applied)) {
            return;
        }
        applied = logging;
        level(logging.level());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && root(context).getAppender(OWN) != null) {
            replaceAppender(context, logging);
        }
    }

    /** One after the other: Logback refuses a second appender to a file that is open. */
    private static void replaceAppender(LoggerContext context, Logging logging) {
        Logger root = root(context);
        detach(root);
        Path directory = logging.directory();
        if (directory == null) {
            attach(root, console(context, logging.json()));
            return;
        }
        OutputStreamAppender<ILoggingEvent> files = files(context, logging.json(), directory);
        attach(root, files.isStarted() ? files : console(context, logging.json()));
        if (!files.isStarted()) {
            root.error("the log cannot be written to {}: it goes to the standard error", directory);
        }
    }
}
