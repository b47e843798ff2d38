package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatEvents;
import dev.aiproxy.api.chat.ChatRequest;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.ErrorCode;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.provider.UpstreamCall;
import dev.aiproxy.api.translate.ChatCodec;
import dev.aiproxy.api.translate.ClientCodec;
import dev.aiproxy.api.translate.CountTokensCodec;
import dev.aiproxy.api.translate.OpaqueState;
import dev.aiproxy.api.translate.PassthroughTap;
import dev.aiproxy.api.translate.RequestFacts;
import dev.aiproxy.api.translate.StreamWriter;
import dev.aiproxy.api.translate.TargetFacts;
import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.api.wire.Headers;
import dev.aiproxy.api.wire.JsonEdit;
import dev.aiproxy.api.wire.Operation;
import dev.aiproxy.api.wire.WireFormat;
import dev.aiproxy.runtime.routing.Candidate;
import dev.aiproxy.runtime.upstream.UpstreamOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an exchange's attempts share: the request, its client's side, and the way to everything else. */
final class ExchangeContext {
    /** How long a count is waited for, because an estimate is at hand. */
    private static final Duration COUNTING = Duration.ofSeconds(10);

    private final Dispatcher dispatcher;
    private ExchangeRequest request;
    private final ClientStream client;
    private @Nullable ClientCodec codec;
    private final Home home;
    private final @Nullable Interceptions interceptions;
    private final ClientReply reply;
    private final Stored stored = new Stored(this);
    private @Nullable ChatRequest chatRequest;
    private boolean ownModels;

    ExchangeContext(Dispatcher dispatcher, ExchangeRequest request, ClientStream client, Home home, long startNanos) {
        this.dispatcher = dispatcher;
        this.request = request;
        this.client = client;
        this.home = home;
        Hooks hooks = request.snapshot().hooks();
        this.interceptions = hooks.intercepting() ? new Interceptions(hooks, client) : null;
        this.reply = new ClientReply(request, client, home, interceptions, startNanos);
    }

    /**
     * Shows the request to those who take part in the exchange, and gets ready to speak with the client.
     *
     * @return the status of the answer that the client has got already; 0 if it has none
     * @throws GatewayException if the request is refused
     */
    int open() {
        if (interceptions != null) {
            Optional<ExchangeRequest> left = interceptions.raw(request);
            if (left.isEmpty()) {
                return interceptions.answered();
            }
            request = left.get();
        }
        codec = isChat() || counts() ? clientCodec() : null;
        reply.speaks(codec);
        return 0;
    }

    /** The answer of a canonical interceptor, if one gives it. */
    Optional<ChatResponse> answerOfInterceptor() {
        return interceptions == null || !isChat() ? Optional.empty() : interceptions.canonical(this);
    }

    /** From now on the conversation is this one, asked of another model unless that is null. */
    void proceed(ChatRequest conversation, @Nullable String model) {
        chatRequest = conversation;
        if (model != null) {
            request = request.toModel(model);
        }
    }

    /** How plugins take part; null if none does. */
    @Nullable
    Interceptions interceptions() {
        return interceptions;
    }

    /** A stream has begun, so nobody else is asked: the request is not kept until its end. */
    void letGoOfRequest() {
        chatRequest = null;
        request = request.withoutBody();
    }

    /** Whether somebody wants to see the conversation itself, so that it cannot be passed through. */
    boolean canonicalView() {
        return chain() != null;
    }

    private @Nullable CanonicalChain chain() {
        return interceptions == null || interceptions.chain().isEmpty() ? null : interceptions.chain();
    }

    /** Writes events to the client, past those who take part. */
    EventRelay events(AttemptOutcome outcome) {
        return new EventRelay(reply, writer(), outcome, chain());
    }

    /** Sends a complete answer, which is at hand, to the client in the form it asked for, past those who take part. */
    void answer(ChatResponse answer, AttemptOutcome outcome) {
        if (facts().stream()) {
            ChatEvents.of(answer).forEach(events(outcome));
        } else {
            deliver(answer, outcome);
        }
    }

    /** Sends a whole answer to the client, past those who take part. */
    void deliver(ChatResponse answer, AttemptOutcome outcome) {
        CanonicalChain chain = chain();
        JsonNode written = codec().writeResponse(chain == null ? answer : chain.response(answer));
        outcome.used(answer.usage());
        outcome.answering();
        reply.answer(written, Headers.none());
        outcome.succeeded();
    }

    Home home() {
        return home;
    }

    private @Nullable ClientCodec clientCodec() {
        Translator translator = request.translator();
        return translator
                .chat()
                .map(chat -> chat.client(request.facts(), state()))
                .orElse(null);
    }

    Operation operation() {
        return request.facts().endpoint().operation();
    }

    Stored stored() {
        return stored;
    }

    /** Whether a conversation is to be continued. */
    boolean isChat() {
        return operation().equals(Operation.CHAT);
    }

    /** Whether only the tokens of a conversation are asked for. */
    boolean counts() {
        return operation().equals(Operation.COUNT_TOKENS);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    ExchangeRequest request() {
        return request;
    }

    RequestFacts facts() {
        return request.facts();
    }

    String requestId() {
        return request.facts().requestId();
    }

    XnioIoThread io() {
        return request.io();
    }

    ClientReply reply() {
        return reply;
    }

    /** Whether the client is slow: nothing more is to be delivered for now. */
    boolean congested() {
        return client.congested();
    }

    WireFormat clientFormat() {
        return request.translator().format();
    }

    OpaqueState state() {
        return dispatcher.opaque().of(request.caller().scope());
    }

    StreamWriter writer() {
        return codec().writer();
    }

    /** What watches a request that passes to this candidate; null if nothing needs to. */
    @Nullable
    PassthroughTap tap(Candidate candidate) {
        Translator translator = request.translator();
        return translator.tap(facts(), targetFacts(candidate)).orElse(null);
    }

    /** A count of tokens as the client understands it. */
    JsonNode written(long tokens) {
        CountTokensCodec counter = counter();
        return counter.writeResponse(tokens, facts());
    }

    private CountTokensCodec counter() {
        return request.translator()
                .countTokens()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.PLUGIN_FAULT,
                        "wire format '" + clientFormat() + "' declares an endpoint for counting, but counts nothing"));
    }

    /** The client's side of a conversation. */
    ClientCodec codec() {
        if (codec == null) {
            throw new GatewayException(ErrorCode.INTERNAL, "not a conversation");
        }
        return codec;
    }

    /** The conversations of the client's format. */
    ChatCodec chat() {
        return request.translator()
                .chat()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.PLUGIN_FAULT,
                        "wire format '" + clientFormat() + "' declares a chat endpoint, but has no conversations"));
    }

    /** The request in canonical form, read at first use. */
    ChatRequest chatRequest() {
        ChatRequest read = chatRequest;
        if (read == null) {
            read = codec().readRequest(conversation());
            chatRequest = read;
        }
        return read;
    }

    private ObjectNode conversation() {
        ObjectNode body = request.body().tree();
        return counts() ? counter().readRequest(body, facts()) : body;
    }

    Translator translator(WireFormat format) {
        Translator translator = request.snapshot().translators().get(format);
        if (translator == null) {
            throw new GatewayException(ErrorCode.INTERNAL, "no plugin brings the wire format '" + format + "'");
        }
        return translator;
    }

    TargetFacts targetFacts(Candidate candidate) {
        return new TargetFacts(
                candidate.provider().id(),
                candidate.upstreamModel(),
                facts().stream(),
                clientFormat(),
                facts().receivedAt(),
                facts().ids());
    }

    /** What the operator wants edited in this request, as the candidate's provider gets it. */
    List<JsonEdit> payloadEdits(Candidate candidate, WireFormat format) {
        return isChat() ? request.snapshot().config().payload().edits(format, candidate.upstreamModel()) : List.of();
    }

    UpstreamCall call(Candidate candidate, WireFormat format, Optional<Secret> token, ByteBuffer body) {
        return new UpstreamCall(
                facts().endpoint().operation(),
                candidate.credential(),
                format,
                candidate.upstreamModel(),
                facts().stream(),
                facts(),
                token,
                body);
    }

    /** The client's list of models is for this gateway, not for an upstream. */
    void keepModelsBack() {
        ownModels = true;
    }

    boolean modelsKeptBack() {
        return ownModels;
    }

    UpstreamOptions upstreamOptions(Candidate candidate) {
        UpstreamOptions options = UpstreamOptions.of(request.snapshot().config().egress(candidate.credential()));
        return counts() ? options.withSilence(COUNTING) : options;
    }

    /** The silence after which the client gets a sign of life; zero for never. */
    Duration keepAlive() {
        var streaming = request.snapshot().config().streaming();
        return facts().stream() ? streaming.keepalive() : streaming.nonStreamKeepalive();
    }
}
