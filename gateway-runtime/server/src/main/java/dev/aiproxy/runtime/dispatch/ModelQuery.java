package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.provider.HttpProvider;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.TokenFlow;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.provider.UpstreamRequest;
import dev.aiproxy.api.translate.Endpoint;
import dev.aiproxy.api.translate.ModelsCodec;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.Json;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.ResponseHead;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.config.Redaction;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.upstream.UpstreamFault;
import dev.aiproxy.runtime.upstream.UpstreamListener;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/** Asks one upstream for its list of models, page after page. On one IO thread. */
final class ModelQuery implements UpstreamListener {
    private static final int MAX_BODY = 16 << 20;
    private static final int MAX_PAGES = 50;
    private static final int MAX_MODELS = 20_000;

    private final Dispatcher dispatcher;
    private final XnioIoThread io;
    private final Candidate candidate;
    private final HttpProvider provider;
    private final WireFormat format;
    private final ModelsCodec codec;
    private final UpstreamOptions way;
    private final Listener listener;
    private final Redaction redaction;
    private final Set<String> models = new LinkedHashSet<>();
    private @Nullable UpstreamRequest request;
    private @Nullable ResponseHead head;
    private BodyBuffer body = new BodyBuffer(MAX_BODY);
    private int pages;
    private boolean over;

    /** Hears once of the outcome. */
    interface Listener {
        void named(List<String> models);

        /** Nothing came of it; the reason is for the operator. */
        void failed(String reason);
    }

    /** @throws IllegalStateException if the format cannot read such lists */
    ModelQuery(
            Dispatcher dispatcher,
            XnioIoThread io,
            Snapshot snapshot,
            Candidate candidate,
            WireFormat format,
            Listener listener) {
        this.dispatcher = dispatcher;
        this.io = io;
        this.candidate = candidate;
        this.provider = (HttpProvider) candidate.provider().instance();
        this.format = format;
        this.codec = Optional.ofNullable(snapshot.translators().get(format))
                .flatMap(Translator::models)
                .orElseThrow(() -> new IllegalStateException("the format '" + format + "' reads no lists of models"));
        this.way = UpstreamOptions.of(snapshot.config().egress(candidate.credential()));
        this.listener = listener;
        this.redaction = snapshot.config().redaction();
    }

    void start() {
        Optional<TokenFlow> flow = provider.tokens(candidate.credential());
        if (flow.isEmpty()) {
            first(Optional.empty());
        } else {
            dispatcher.tokens().obtain(candidate, flow.get(), way, io, this::granted);
        }
    }

    private void granted(TokenCache.Answer answer) {
        guarded(() -> {
            if (answer.token().isPresent()) {
                first(answer.token());
            } else {
                fail(answer.failure().detail());
            }
        });
    }

    private void first(Optional<Secret> token) {
        UpstreamCall call = new UpstreamCall(
                Operation.MODELS,
                candidate.credential(),
                format,
                "",
                false,
                facts(),
                token,
                ByteBuffer.allocate(0).asReadOnlyBuffer());
        send(UpstreamHeaders.complete(provider.prepare(call), provider, call, candidate.credential()));
    }

    private static RequestFacts facts() {
        Endpoint endpoint = Endpoint.get("/", Operation.MODELS);
        return new RequestFacts(
                "discovery", endpoint, "", false, Map.of(), Map.of(), Headers.none(), Instant.now(), Ids.RANDOM);
    }

    private void send(UpstreamRequest page) {
        request = page;
        head = null;
        body = new BodyBuffer(MAX_BODY);
        pages++;
        dispatcher.upstream().send(io, page, ByteBuffer.allocate(0), way, this);
    }

    @Override
    public void head(ResponseHead received) {
        head = received;
    }

    @Override
    public void data(ByteBuffer bytes) {
        if (!over && !body.append(bytes)) {
            fail("a list longer than " + MAX_BODY + " bytes");
        }
    }

    @Override
    public void batchEnd() {}

    @Override
    public void complete() {
        guarded(() -> {
            ResponseHead answered = head;
            if (answered == null || !answered.success()) {
                fail("status " + (answered == null ? "unknown" : answered.status()));
            } else {
                read(codec.readList(Json.parse(body.bytes())));
            }
        });
    }

    private void read(ModelsCodec.Page page) {
        models.addAll(page.ids());
        UpstreamRequest before = request;
        if (before != null && page.nextQuery().isPresent() && pages < MAX_PAGES && models.size() < MAX_MODELS) {
            send(new UpstreamRequest(
                    before.method(), next(before.url(), page.nextQuery().get()), before.headers()));
            return;
        }
        over = true;
        listener.named(List.copyOf(models));
    }

    private static URI next(URI url, String query) {
        String text = url.toString();
        int mark = text.indexOf('?');
        return URI.create((mark < 0 ? text : text.substring(0, mark)) + "?" + query);
    }

    @Override
    public void failed(UpstreamFault fault) {
        fail(fault.detail());
    }

    private void guarded(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | LinkageError broken) {
            fail(broken.toString());
        }
    }

    private void fail(String reason) {
        if (!over) {
            over = true;
            listener.failed(redaction.apply(reason));
        }
    }
}
