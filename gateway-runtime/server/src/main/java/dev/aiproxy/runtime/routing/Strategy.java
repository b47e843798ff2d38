package dev.aiproxy.runtime.routing;

/**
 * Where a request begins among candidates of equal priority; if those that it names are left alone for now, the others follow in
 * their order. Used by many threads at once, on IO threads.
 */
public interface Strategy {
    /**
     * The place of the candidate to begin with. Asked again if that one is left alone for now, until it names the same twice in
     * a row.
     *
     * @param tier has at least two candidates
     * @return from 0 to the number of candidates, exclusive
     */
    int first(Tier tier);
}
