package dev.aiproxy.runtime.json;

/** Bytes of {@code source}, often a value, from {@code start} to before {@code end}. */
final class Span implements Part {
    private final byte[] source;
    private final int start;
    private final int end;

    Span(byte[] source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    static Span of(byte[] value) {
        return new Span(value, 0, value.length);
    }

    boolean isObject() {
        return source[start] == '{';
    }

    boolean isNull() {
        return source[start] == 'n';
    }

    ObjectEdit open() {
        return new ObjectEdit(source, ObjectIndex.read(source, start, end));
    }

    boolean endsAt(byte[] array, int offset) {
        return source == array && end == offset;
    }

    Span upTo(int newEnd) {
        return new Span(source, start, newEnd);
    }

    /** Copies the bytes and answers how many. */
    int copyTo(byte[] target, int at) {
        System.arraycopy(source, start, target, at, end - start);
        return end - start;
    }

    @Override
    public void writeTo(Segments out) {
        out.add(source, start, end);
    }
}
