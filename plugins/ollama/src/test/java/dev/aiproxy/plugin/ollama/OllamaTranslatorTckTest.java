package dev.aiproxy.plugin.ollama;

import dev.aiproxy.api.translate.Translator;
import dev.aiproxy.testkit.tck.FormatSamples;
import dev.aiproxy.testkit.tck.TranslatorTck;

final class OllamaTranslatorTckTest extends TranslatorTck {
    @Override
    protected Translator translator() {
        return new OllamaTranslator();
    }

    @Override
    protected FormatSamples samples() {
        return OllamaSamples.all();
    }
}
