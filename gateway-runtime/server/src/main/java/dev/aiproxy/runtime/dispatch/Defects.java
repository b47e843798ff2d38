package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What escapes on an exchange's way: plugins are behind their guards, so anything unnamed is the gateway's own defect. */
final class Defects {
    private static final Logger LOG = LoggerFactory.getLogger(Defects.class);

    private Defects() {}

    /** What is thrown deliberately passes; anything else is logged and becomes {@link ErrorCode#INTERNAL}. */
    static GatewayException explain(Throwable thrown, String requestId) {
        if (thrown instanceof GatewayException deliberate) {
            return deliberate;
        }
        LOG.error("exchange {} failed by a defect of the gateway", requestId, thrown);
        return new GatewayException(ErrorCode.INTERNAL, "the gateway failed on this request", thrown);
    }
}
