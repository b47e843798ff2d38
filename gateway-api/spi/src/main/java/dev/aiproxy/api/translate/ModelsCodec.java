package dev.aiproxy.api.translate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Model lists of one wire format. Stateless. */
public interface ModelsCodec {
    /** Renders the list for a client. */
    JsonNode writeList(List<ModelInfo> models, RequestFacts facts);

    /** Renders one model for a client. */
    JsonNode writeModel(ModelInfo model, RequestFacts facts);

    /**
     * Reads one page of an upstream's list.
     *
     * @return the ids as that upstream's requests name them, and what to ask next
     */
    Page readList(JsonNode body);

    /**
     * A page of ids.
     *
     * @param ids in the order of the answer; may be empty
     * @param nextQuery the query string of the next page, empty on the last one
     */
    record Page(List<String> ids, Optional<String> nextQuery) {
        /** Copies the list. */
        public Page {
            ids = List.copyOf(ids);
        }
    }

    /**
     * A model that clients may ask for.
     *
     * @param id the name to ask for, prefix included
     * @param provider the id of the provider that serves it
     * @param created seconds since the epoch; the gateway's start if the provider does not tell
     * @param displayName null if there is none
     */
    record ModelInfo(
            String id,
            String provider,
            long created,
            @Nullable String displayName) {}
}
