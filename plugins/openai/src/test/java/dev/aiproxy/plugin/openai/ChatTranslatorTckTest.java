package dev.aiproxy.plugin.openai;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.testkit.grammar.ChatStreamGrammar;
import dev.aiproxy.testkit.grammar.StreamOption;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.TranslatorTck;
import java.util.List;

final class ChatTranslatorTckTest extends TranslatorTck {
    @Override
    protected Translator translator() {
        return new ChatTranslator();
    }

    @Override
    protected FormatSamples samples() {
        return FormatSamples.openAiChat();
    }

    @Override
    protected List<String> streamProblems(String stream, StreamOption... options) {
        return ChatStreamGrammar.with(options).violations(stream);
    }
}
