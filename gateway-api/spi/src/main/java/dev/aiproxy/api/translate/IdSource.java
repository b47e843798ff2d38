package dev.aiproxy.api.translate;

/** Where translators get ids from, instead of randomness of their own. */
public interface IdSource {
    /**
     * A new id.
     *
     * @param prefix such as {@code call_}; behind it stand 24 or more characters of {@code [0-9A-Za-z]}
     */
    String next(String prefix);
}
