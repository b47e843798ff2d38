package dev.aiproxy.runtime.config;

import org.jspecify.annotations.Nullable;

/** An IP address or a range of them. */
record AddressRangeType() implements OptionType<AddressRange> {
    @Override
    public String expects() {
        return "an IP address, or a range such as 10.0.0.0/8";
    }

    @Override
    public @Nullable AddressRange read(YamlNode node, Place place) {
        AddressRange range = node instanceof YamlNode.Scalar scalar
                ? AddressRange.parse(scalar.text().strip())
                : null;
        if (range == null) {
            place.report(node.at(), "must be " + expects());
        }
        return range;
    }
}
