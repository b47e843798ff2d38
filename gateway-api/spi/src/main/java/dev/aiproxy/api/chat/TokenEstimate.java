package dev.aiproxy.api.chat;

import dev.aiproxy.api.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Adds up a conversation's tokens at some rates. */
final class TokenEstimate implements Part.Visitor<Long> {
    private static final int BASE64_PER_PAGE = 200_000;
    private static final int BASE64_PER_AUDIO_TOKEN = 1_000;
    private static final int LEAST_AUDIO = 32;

    private final TokenRates rates;
    private final TextTokens text;

    TokenEstimate(TokenRates rates) {
        this.rates = rates;
        this.text = new TextTokens(rates.text());
    }

    long of(ChatRequest request) {
        long tokens = rates.turns().conversation();
        for (Message message : request.messages()) {
            tokens += rates.turns().message() + text(message.name());
            for (Part part : message.parts()) {
                tokens += part.accept(this);
            }
        }
        return tokens + tools(request.tooling()) + thinking(request.reasoning()) + format(request.output());
    }

    private long tools(Tooling tooling) {
        if (tooling.tools().isEmpty()) {
            return 0;
        }
        ToolChoice choice = tooling.choice();
        boolean forced = choice instanceof ToolChoice.Required
                || choice instanceof ToolChoice.Named
                || (choice instanceof ToolChoice.Allowed allowed && allowed.required());
        long tokens = rates.tools().any();
        tokens += forced ? rates.tools().forced() : 0;
        for (Tool tool : tooling.tools()) {
            tokens += rates.tools().each() + tool(tool);
        }
        return tokens;
    }

    private long tool(Tool tool) {
        if (tool instanceof Tool.Function function) {
            return text(function.name()) + text(function.description()) + schema(function.parameters());
        }
        return tool instanceof Tool.BuiltIn builtIn ? schema(builtIn.raw()) : 0;
    }

    private long thinking(@Nullable ReasoningOptions reasoning) {
        boolean asked = reasoning != null
                && (reasoning.mode() == ReasoningOptions.Mode.ENABLED
                        || reasoning.mode() == ReasoningOptions.Mode.ADAPTIVE);
        return asked ? rates.turns().thinking() : 0;
    }

    private long format(Output output) {
        return output.format() instanceof ResponseFormat.JsonSchema format
                ? schema(format.schema())
                        + text(format.description()) * rates.tools().schemaPercent() / 100
                : 0;
    }

    private long schema(@Nullable JsonNode schema) {
        return schema == null
                ? 0
                : text.count(Json.text(schema)) * rates.tools().schemaPercent() / 100;
    }

    private long text(@Nullable String said) {
        return said == null ? 0 : text.count(said);
    }

    private long seal(@Nullable Signature signature) {
        return signature == null
                ? 0
                : (long) signature.value().length() * rates.media().sealPerMille() / 1000;
    }

    @Override
    public Long text(Part.Text part) {
        return text(part.text()) + seal(part.signature());
    }

    @Override
    public Long image(Part.Image part) {
        TokenRates.Media media = rates.media();
        if (!(part.source() instanceof MediaSource.Inline inline)) {
            return (long) media.unknownImage();
        }
        return ImageSize.of(inline.base64())
                .map(size -> Math.max(1, Math.min(media.largestImage(), size.pixels() / media.pixelsPerToken())))
                .orElse((long) media.unknownImage());
    }

    @Override
    public Long document(Part.Document part) {
        long words = text(part.name()) + text(part.context());
        if (part.source() instanceof MediaSource.PlainText plain) {
            return words + text(plain.text());
        }
        int length = part.source() instanceof MediaSource.Inline inline
                ? inline.base64().length()
                : 0;
        return words + (1L + length / BASE64_PER_PAGE) * rates.media().page();
    }

    @Override
    public Long audio(Part.Audio part) {
        int length = part.source() instanceof MediaSource.Inline inline
                ? inline.base64().length()
                : 0;
        return (long) Math.max(LEAST_AUDIO, length / BASE64_PER_AUDIO_TOKEN);
    }

    @Override
    public Long toolCall(Part.ToolCall part) {
        return rates.turns().call() + text(part.name()) + text(part.arguments()) + seal(part.signature());
    }

    @Override
    public Long toolResult(Part.ToolResult part) {
        long tokens = rates.turns().result();
        for (Part content : part.content()) {
            tokens += content.accept(this);
        }
        return tokens;
    }

    @Override
    public Long reasoning(Part.Reasoning part) {
        return text(part.text()) + seal(part.signature());
    }

    @Override
    public Long redactedReasoning(Part.RedactedReasoning part) {
        return seal(part.data());
    }

    @Override
    public Long refusal(Part.Refusal part) {
        return text(part.text());
    }

    @Override
    public Long unknown(Part.Unknown part) {
        return text.count(Json.text(part.raw()));
    }
}
