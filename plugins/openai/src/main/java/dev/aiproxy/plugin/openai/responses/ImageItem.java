package dev.aiproxy.plugin.openai.responses;

import dev.aiproxy.api.chat.MediaSource;
import dev.aiproxy.api.translate.EventSink;
import dev.aiproxy.api.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** An image that the model made; it comes as a whole. */
final class ImageItem extends OutputItem {
    private final MediaSource.Inline image;

    ImageItem(Events events, int index, String id, MediaSource.Inline image) {
        super(events, index, id);
        this.image = image;
    }

    @Override
    ObjectNode begun() {
        return item(IN_PROGRESS).putNull("result");
    }

    @Override
    void complete(EventSink sink) {
        // there is nothing between its beginning and its end
    }

    @Override
    ObjectNode finished(String status) {
        return item(COMPLETED)
                .put("output_format", image.mediaType().replaceFirst(".*/", ""))
                .put("result", image.base64());
    }

    private ObjectNode item(String status) {
        return Json.object().put("id", id()).put(TYPE, "image_generation_call").put(STATUS, status);
    }
}
