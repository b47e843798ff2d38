package dev.aiproxy.testkit.tck;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Takes everything that is logged, down to the finest level, in place of whoever took it before; until it is closed. */
final class LogCapture implements AutoCloseable {
    private final Logger root;
    private final Level level;
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Lines lines = new Lines();

    private LogCapture(Logger root) {
        this.root = root;
        this.level = root.getLevel();
    }

    /** Begins to capture. */
    static LogCapture start() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogCapture capture = new LogCapture(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        capture.takeOver(context);
        return capture;
    }

    private void takeOver(LoggerContext context) {
        Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders();
        appenders.forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        lines.setContext(context);
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
    }

    /** What was logged so far, stack traces included. */
    String text() {
        return String.join("\n", lines.taken);
    }

    @Override
    public void close() {
        root.detachAppender(lines);
        others.forEach(root::addAppender);
        root.setLevel(level);
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> taken = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            String stack =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            taken.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + stack);
        }
    }
}
