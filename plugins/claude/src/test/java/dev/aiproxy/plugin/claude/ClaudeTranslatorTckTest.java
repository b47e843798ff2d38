package dev.aiproxy.plugin.claude;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.testkit.grammar.ClaudeStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.TranslatorTck;
import java.util.List;

final class ClaudeTranslatorTckTest extends TranslatorTck {
    @Override
    protected Translator translator() {
        return new ClaudeTranslator();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.claude();
    }

    @Override
    protected List<String> streamProblems(String stream, StreamOption... options) {
        return ClaudeStreamGrammar.with(options).violations(stream);
    }
}
