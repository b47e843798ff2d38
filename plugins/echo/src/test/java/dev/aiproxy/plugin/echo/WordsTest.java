package dev.aiproxy.plugin.echo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void wordsKeepTheirSpaces() {
        assertThat(Words.split("Hello, wide  world")).containsExactly("Hello, ", "wide  ", "world");
    }

    @Test
    void leadingAndTrailingSpaceBelongsToAWord() {
        assertThat(Words.split("\n a b \n")).containsExactly("\n a ", "b \n");
    }

    @Test
    void textWithoutAWordIsOnePiece() {
        assertThat(Words.split("  ")).containsExactly("  ");
        assertThat(Words.split("")).isEmpty();
        assertThat(Words.count("  ")).isZero();
    }
}
