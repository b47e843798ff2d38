package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.runtime.json.RequestBody;
import org.xnio.XnioIoThread;

/**
 * A parsed and authenticated request, ready to be routed.
 *
 * @param snapshot kept for the whole exchange
 * @param translator that of the endpoint's format
 * @param io the thread that owns the exchange
 */
public record ExchangeRequest(
        Snapshot snapshot,
        RequestFacts facts,
        Translator translator,
        RequestBody body,
        Caller caller,
        XnioIoThread io) {}
