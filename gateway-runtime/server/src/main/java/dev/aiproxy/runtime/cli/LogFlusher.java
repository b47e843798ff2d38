package dev.aiproxy.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.aiproxy.runtime.metrics.ExchangeLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when another appender's lines leave its buffer: those of exchanges after a moment, because one write for many costs as
 * much as one for each; every other line, and what stands before it, at once.
 */
final class LogFlusher extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final OutputStreamAppender<ILoggingEvent> lines;
    private @Nullable ScheduledFuture<?> timer;

    /** @param lines has to buffer, and to be attached in front of this one */
    LogFlusher(OutputStreamAppender<ILoggingEvent> lines) {
        this.lines = lines;
        setContext(lines.getContext());
        setName(lines.getName() + "-flusher");
    }

    @Override
    public void start() {
        super.start();
        long period = MOMENT.toMillis();
        timer = getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(this::flush, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLoggerName().equals(ExchangeLog.NAME) || event.getLevel().isGreaterOrEqual(Level.WARN)) {
            flush();
        }
    }

    private void flush() {
        try {
            lines.getOutputStream().flush();
        } catch (IOException unwritable) {
            addError("the log could not be written", unwritable);
        }
    }

    @Override
    public void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
        super.stop();
    }
}
