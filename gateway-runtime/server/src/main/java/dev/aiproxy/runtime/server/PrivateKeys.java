package dev.aiproxy.runtime.server;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Reads private keys. The JDK knows the PKCS#8 envelope only (RFC 5958); the older bare forms, PKCS#1 for RSA (RFC 8017) and SEC1
 * for EC (RFC 5915), are put into one.
 */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
    private static final byte[] RSA_ENCRYPTION = {
        Der.SEQUENCE, 13, Der.OID, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    private static final byte[] EC_PUBLIC_KEY = {Der.OID, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
    private static final int EC_PARAMETERS = 0xa0;

    private PrivateKeys() {}

    /** Whether a block holds a key of any kind. */
    static boolean holdsKey(Pem.Block block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /**
     * The key of a block.
     *
     * @throws TlsFault if it is encrypted, broken, or of an unknown kind
     */
    static PrivateKey read(Pem.Block block) throws TlsFault {
        if (block.encrypted() || block.label().startsWith("ENCRYPTED")) {
            throw new TlsFault("the key is encrypted; only unencrypted keys are supported (openssl pkey writes one)");
        }
        try {
            return decode(envelope(block));
        } catch (IllegalArgumentException | GeneralSecurityException broken) {
            throw new TlsFault("the key is broken, or neither an RSA, an EC nor an Ed25519 key");
        }
    }

    private static byte[] envelope(Pem.Block block) throws TlsFault {
        return switch (block.label()) {
            case "PRIVATE KEY" -> block.der();
            case "RSA PRIVATE KEY" -> pkcs8(RSA_ENCRYPTION, block.der());
            case "EC PRIVATE KEY" -> pkcs8(Der.write(Der.SEQUENCE, EC_PUBLIC_KEY, curve(block.der())), block.der());
            default -> throw new TlsFault("keys of the kind '" + block.label() + "' are not supported: use PKCS#8");
        };
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return Der.write(Der.SEQUENCE, VERSION_0, algorithm, Der.write(Der.OCTETS, key));
    }

    private static byte[] curve(byte[] sec1) {
        ByteBuffer fields = Der.read(ByteBuffer.wrap(sec1), Der.SEQUENCE);
        Der.read(fields, Der.INTEGER);
        Der.read(fields, Der.OCTETS);
        ByteBuffer parameters = Der.read(fields, EC_PARAMETERS);
        byte[] curve = new byte[parameters.remaining()];
        parameters.get(curve);
        return curve;
    }

    private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException other) {
                // the next algorithm may fit
            }
        }
        throw new InvalidKeySpecException("no algorithm fits");
    }
}
