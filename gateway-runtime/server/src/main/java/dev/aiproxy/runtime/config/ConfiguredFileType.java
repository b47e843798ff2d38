package dev.aiproxy.runtime.config;

import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;

/** A path; whether there is such a file matters only to who reads it. */
record ConfiguredFileType() implements OptionType<ConfiguredFile> {
    @Override
    public String expects() {
        return "the path of a file";
    }

    @Override
    public @Nullable ConfiguredFile read(YamlNode node, Place place) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            try {
                return new ConfiguredFile(
                        place.directory().resolve(scalar.text().strip()).normalize(),
                        place.origin(),
                        place.path(),
                        node.at().line(),
                        node.at().column());
            } catch (InvalidPathException broken) {
                // reported like every other wrong value
            }
        }
        place.report(node.at(), "must be " + expects());
        return null;
    }
}
