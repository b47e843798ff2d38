package dev.aiproxy.api.chat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The size of an image, from its first bytes: PNG, JPEG, GIF and WebP.
 *
 * @param pixels width times height
 */
record ImageSize(long pixels) {
    private static final int HEAD = 64 * 1024;
    private static final long PNG = 0x89504E470D0A1A0AL;

    /** Empty if the bytes are none of these, or hide it deeper than anybody looks. */
    static Optional<ImageSize> of(String base64) {
        int length = Math.min(base64.length(), HEAD) & ~3;
        try {
            byte[] head = Base64.getDecoder().decode(base64.substring(0, length));
            return read(ByteBuffer.wrap(head));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<ImageSize> read(ByteBuffer image) {
        if (image.getLong(0) == PNG) {
            return size(image.getInt(16), image.getInt(20));
        }
        if (image.getShort(0) == (short) 0xFFD8) {
            return jpeg(image);
        }
        image.order(ByteOrder.LITTLE_ENDIAN);
        if (text(image, 0, 4).equals("GIF8")) {
            return size(image.getShort(6) & 0xffff, image.getShort(8) & 0xffff);
        }
        return text(image, 8, 4).equals("WEBP") ? webp(image) : Optional.empty();
    }

    /** Goes from segment to segment up to the frame header. */
    private static Optional<ImageSize> jpeg(ByteBuffer image) {
        int at = 2;
        while ((image.get(at) & 0xff) == 0xff) {
            int marker = image.get(at + 1) & 0xff;
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return size(image.getShort(at + 7) & 0xffff, image.getShort(at + 5) & 0xffff);
            }
            at += marker == 0xff ? 1 : 2 + (image.getShort(at + 2) & 0xffff);
        }
        return Optional.empty();
    }

    private static Optional<ImageSize> webp(ByteBuffer image) {
        return switch (text(image, 12, 4)) {
            case "VP8X" -> size(1 + (image.getInt(24) & 0xffffff), 1 + (image.getInt(27) & 0xffffff));
            case "VP8L" -> size(1 + (image.getInt(21) & 0x3fff), 1 + (image.getInt(21) >> 14 & 0x3fff));
            case "VP8 " -> size(image.getShort(26) & 0x3fff, image.getShort(28) & 0x3fff);
            default -> Optional.empty();
        };
    }

    private static String text(ByteBuffer image, int from, int length) {
        byte[] text = new byte[length];
        image.get(from, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static Optional<ImageSize> size(int width, int height) {
        boolean sensible = width > 0 && height > 0;
        return sensible ? Optional.of(new ImageSize((long) width * height)) : Optional.empty();
    }
}
