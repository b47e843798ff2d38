package dev.aiproxy.plugin.gemini;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.testkit.grammar.GeminiStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.TranslatorTck;
import java.util.List;
import java.util.Map;

final class GeminiTranslatorTckTest extends TranslatorTck {
    @Override
    protected Translator translator() {
        return new GeminiTranslator();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.gemini();
    }

    @Override
    protected Map<String, String> query() {
        return Map.of("alt", "sse");
    }

    @Override
    protected List<String> streamProblems(String stream, StreamOption... options) {
        return GeminiStreamGrammar.with(options).violations(stream);
    }
}
