package dev.aiproxy.runtime.json;

/** A value of the edited body: as it was, or with edits inside. */
sealed interface Part permits Span, ObjectEdit {
    void writeTo(Segments out);
}
