package dev.aiproxy.runtime.config;

import dev.aiproxy.api.provider.Secret;
import dev.aiproxy.api.wire.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers from options what must not be repeated. */
final class SecretTexts {
    private final Set<String> texts = new HashSet<>();

    /** What an option's type says is secret. */
    SecretTexts declared(Iterable<OptionDef<?>> options, Values values) {
        options.forEach(option -> values.find(option).ifPresent(this::addDeclared));
        return this;
    }

    /** Texts in which placeholders stood. */
    SecretTexts filledIn(Iterable<OptionDef<?>> options, Values values) {
        options.forEach(option -> addFilledIn(values.source(option)));
        return this;
    }

    /** What placeholders stand for in an address, and the host if it comes from one: faults name it by itself. */
    SecretTexts address(OptionDef<URI> option, Values values) {
        if (values.source(option) instanceof YamlNode.Scalar scalar) {
            String host = values.find(option).map(URI::getHost).orElse("").toLowerCase(Locale.ROOT);
            scalar.fillings().forEach(filling -> addPart(filling, host));
        }
        return this;
    }

    private void addPart(String filling, String host) {
        String lowerCase = filling.toLowerCase(Locale.ROOT);
        texts.add(filling);
        if (host.contains(lowerCase)) {
            texts.add(lowerCase);
        } else if (lowerCase.contains(host)) {
            texts.add(host);
        }
    }

    Redaction redaction() {
        return Redaction.of(texts);
    }

    private void addDeclared(Object value) {
        if (value instanceof Secret secret) {
            texts.add(secret.reveal());
        } else if (value instanceof Headers headers) {
            headers.forEach((name, text) -> addHeader(text));
        } else if (value instanceof ProxyChoice choice && choice.url() != null) {
            addLogin(choice.url().login());
        }
    }

    /** The whole value, and what follows a scheme such as {@code Bearer}. */
    private void addHeader(String text) {
        texts.add(text);
        texts.add(text.substring(text.lastIndexOf(' ') + 1));
    }

    private void addLogin(ProxyUrl.@Nullable Login login) {
        if (login != null) {
            String both = login.user().reveal() + ":" + login.password().reveal();
            texts.add(login.password().reveal());
            texts.add(Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void addFilledIn(@Nullable YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(entry -> addFilledIn(entry.value()));
        } else if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(this::addFilledIn);
        } else if (node instanceof YamlNode.Scalar scalar && scalar.filledIn()) {
            texts.add(scalar.text());
        }
    }
}
