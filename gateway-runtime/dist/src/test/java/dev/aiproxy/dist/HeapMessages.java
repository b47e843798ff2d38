package dev.aiproxy.dist;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of all exceptions in a heap dump (HPROF 1.0.2, as HotSpot writes it: classes before their instances). */
final class HeapMessages {
    private static final int STRING = 0x01;
    private static final int LOAD_CLASS = 0x02;
    private static final int SEGMENT = 0x1c;
    private static final int OBJECT = 2;
    private static final int BYTE = 8;
    private static final int[] SIZES = {0, 0, 8, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    private final DataInputStream in;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, String> classNames = new HashMap<>();
    private final Map<Long, HeapClass> classes = new HashMap<>();
    private final Map<Long, Long> strings = new HashMap<>();
    private final Map<Long, byte[]> texts = new HashMap<>();
    private final List<Long> messages = new ArrayList<>();

    /** @param fields names with their types, in the order in which instances have them before those of the parent */
    private record HeapClass(long parent, List<Map.Entry<String, Integer>> fields) {}

    private HeapMessages(DataInputStream in) {
        this.in = in;
    }

    static List<String> of(Path dump) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(dump), 1 << 16))) {
            return new HeapMessages(in).read();
        }
    }

    private List<String> read() throws IOException {
        while (in.readByte() != 0) {
            continue; // the format's name
        }
        in.skipNBytes(4 + 8);
        for (int tag = in.read(); tag >= 0; tag = in.read()) {
            in.skipNBytes(4);
            record(tag, Integer.toUnsignedLong(in.readInt()));
        }
        return messages.stream().map(this::text).toList();
    }

    private String text(long string) {
        byte[] bytes = texts.getOrDefault(strings.getOrDefault(string, 0L), new byte[0]);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void record(int tag, long length) throws IOException {
        if (tag == STRING) {
            names.put(in.readLong(), new String(in.readNBytes((int) length - 8), StandardCharsets.UTF_8));
        } else if (tag == LOAD_CLASS) {
            in.skipNBytes(4);
            long id = in.readLong();
            in.skipNBytes(4);
            classNames.put(id, names.getOrDefault(in.readLong(), ""));
        } else if (tag == SEGMENT) {
            long left = length;
            while (left > 0) {
                left -= 1 + object(in.readUnsignedByte());
            }
        } else {
            in.skipNBytes(length);
        }
    }

    /** Reads what the tag announces; tells how long it was. */
    private long object(int tag) throws IOException {
        return switch (tag) {
            case 0xff, 0x05, 0x07 -> skip(8);
            case 0x01 -> skip(16);
            case 0x02, 0x03, 0x08 -> skip(16);
            case 0x04, 0x06 -> skip(12);
            case 0x20 -> classDump();
            case 0x21 -> instance();
            case 0x22 -> objects();
            case 0x23 -> primitives();
            default -> throw new IOException("an unknown part of a heap dump: " + tag);
        };
    }

    private long skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
        return bytes;
    }

    private long classDump() throws IOException {
        long id = in.readLong();
        in.skipNBytes(4);
        long parent = in.readLong();
        in.skipNBytes(5 * 8 + 4);
        long length = 8 + 4 + 8 + 5 * 8 + 4;
        int constants = in.readUnsignedShort();
        length += 2;
        for (int i = 0; i < constants; i++) {
            in.skipNBytes(2);
            length += 3 + skip(SIZES[in.readUnsignedByte()]);
        }
        int statics = in.readUnsignedShort();
        length += 2;
        for (int i = 0; i < statics; i++) {
            in.skipNBytes(8);
            length += 9 + skip(SIZES[in.readUnsignedByte()]);
        }
        int count = in.readUnsignedShort();
        List<Map.Entry<String, Integer>> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(Map.entry(names.getOrDefault(in.readLong(), ""), in.readUnsignedByte()));
        }
        classes.put(id, new HeapClass(parent, fields));
        return length + 2 + count * 9L;
    }

    private long instance() throws IOException {
        long id = in.readLong();
        in.skipNBytes(4);
        long type = in.readLong();
        int length = in.readInt();
        byte[] content = in.readNBytes(length);
        if ("java/lang/String".equals(classNames.get(type))) {
            Long value = reference(type, "java/lang/String", "value", content);
            strings.put(id, value == null ? 0L : value);
        } else {
            Long message = reference(type, "java/lang/Throwable", "detailMessage", content);
            if (message != null && message != 0) {
                messages.add(message);
            }
        }
        return 24L + length;
    }

    /** What an instance refers to by a field that it has of this class; null if it is none of its instances. */
    private @Nullable Long reference(long type, String declaring, String field, byte[] content) throws EOFException {
        int offset = 0;
        HeapClass next = classes.get(type);
        for (long at = type; next != null; at = next.parent(), next = classes.get(at)) {
            boolean here = declaring.equals(classNames.get(at));
            for (Map.Entry<String, Integer> each : next.fields()) {
                if (here && each.getKey().equals(field) && each.getValue() == OBJECT) {
                    return ByteBuffer.wrap(content).getLong(offset);
                }
                offset += SIZES[each.getValue()];
            }
        }
        return null;
    }

    private long objects() throws IOException {
        in.skipNBytes(12);
        int count = in.readInt();
        return 16 + skip(8 + count * 8L);
    }

    private long primitives() throws IOException {
        long id = in.readLong();
        in.skipNBytes(4);
        int count = in.readInt();
        int type = in.readUnsignedByte();
        if (type == BYTE) {
            texts.put(id, in.readNBytes(count));
            return 17L + count;
        }
        return 17 + skip((long) count * SIZES[type]);
    }
}
