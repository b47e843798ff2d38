package dev.aiproxy.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.runtime.metrics.LogFields;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line. A {@link LogFields} argument becomes members of its own. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NONE = {};

    @Override
    public byte[] headerBytes() {
        return NONE;
    }

    @Override
    public byte[] footerBytes() {
        return NONE;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = Json.object();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        LogFields fields = fields(event);
        if (fields == null) {
            line.put("message", event.getFormattedMessage());
        } else {
            line.put("message", fields.event());
            fields.fields().forEach((name, value) -> put(line, name, value));
        }
        if (event.getThrowableProxy() != null) {
            line.put("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return (Json.text(line) + "\n").getBytes(UTF_8);
    }

    @org.jspecify.annotations.Nullable
    private static LogFields fields(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return arguments != null && arguments.length == 1 && arguments[0] instanceof LogFields fields ? fields : null;
    }

    private static void put(ObjectNode line, String name, Object value) {
        if (value instanceof Boolean flag) {
            line.put(name, flag);
        } else if (value instanceof Number number) {
            line.put(name, number.longValue());
        } else {
            line.put(name, value.toString());
        }
    }
}
