package dev.aiproxy.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses that begin with the same bits. */
public final class AddressRange {
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern RANGE = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    private final String text;
    private final byte[] network;
    private final int bits;

    private AddressRange(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /** One address, or a range such as {@code 10.0.0.0/8}; null if the text is neither. */
    static @Nullable AddressRange parse(String text) {
        Matcher matcher = RANGE.matcher(text);
        InetAddress address = matcher.matches() ? address(matcher.group(1)) : null;
        if (address == null) {
            return null;
        }
        byte[] network = address.getAddress();
        int bits = matcher.group(2) == null ? network.length * 8 : Integer.parseInt(matcher.group(2));
        return bits > network.length * 8 ? null : new AddressRange(text, network, bits);
    }

    /** The address that a text spells; null if it spells none. Looks nothing up. */
    public static @Nullable InetAddress address(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException misspelt) {
            return null;
        }
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
            if (((other[bit / 8] ^ network[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && range.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
