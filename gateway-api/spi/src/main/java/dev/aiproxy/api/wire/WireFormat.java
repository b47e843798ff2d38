package dev.aiproxy.api.wire;

/**
 * The name of a wire format, such as {@code openai} or {@code claude}. Open: any translator may introduce a new one.
 *
 * @param id lower-case letters, digits and dashes; it stands in configuration files and in admin answers
 */
public record WireFormat(String id) {
    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it is not spelt as demanded above
     */
    public WireFormat {
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("not a wire format id: '" + id + "'");
        }
    }

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static WireFormat of(String id) {
        return new WireFormat(id);
    }

    @Override
    public String toString() {
        return id;
    }
}
