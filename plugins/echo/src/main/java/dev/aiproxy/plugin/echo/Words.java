package dev.aiproxy.plugin.echo;

import java.util.ArrayList;
import java.util.List;

/** Text as words. */
final class Words {
    private Words() {}

    /** Pieces of one word each with the white space around it; joined they are the text again. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            if (!space && !inWord && !text.substring(start, i).isBlank()) {
                words.add(text.substring(start, i));
                start = i;
            }
            inWord = !space;
        }
        if (start < text.length()) {
            words.add(text.substring(start));
        }
        return words;
    }

    static long count(String text) {
        return split(text).stream().filter(word -> !word.isBlank()).count();
    }
}
