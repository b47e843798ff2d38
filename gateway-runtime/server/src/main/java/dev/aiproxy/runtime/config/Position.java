package dev.aiproxy.runtime.config;

/** Where something stands in a file; both count from 1, 0 if it stands in none. */
record Position(int line, int column) {
    static final Position NONE = new Position(0, 0);
}
