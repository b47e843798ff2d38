package dev.aiproxy.plugin.gemini.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's name tells about what it accepts. A name without a version is taken for a model of today that still understands
 * what 2.5 did.
 *
 * @param version major and minor version as one number: 25 for 2.5
 * @param named whether the version stands in the name
 * @param pro whether it is one of the large models, which cannot switch thinking off
 */
record Model(int version, boolean named, boolean pro, boolean lite) {
    private static final Pattern VERSION = Pattern.compile("gemini-(\\d{1,2})(?:\\.(\\d))?(?:-.*)?");
    private static final int UNKNOWN = 25;

    static Model of(String name) {
        String id = name.substring(name.lastIndexOf('/') + 1);
        boolean pro = id.contains("pro");
        boolean lite = id.contains("lite");
        Matcher matcher = VERSION.matcher(id);
        if (!matcher.matches()) {
            return new Model(id.startsWith("gemma") ? 10 : UNKNOWN, false, pro, lite);
        }
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new Model(Integer.parseInt(matcher.group(1)) * 10 + minor, true, pro, lite);
    }

    /** {@code thinkingLevel} instead of {@code thinkingBudget} (W-GE-6). */
    boolean hasThinkingLevels() {
        return version >= 30;
    }

    boolean thinks() {
        return version >= 25;
    }

    /** The level between low and high; the first large model of the third generation has none. */
    boolean hasMediumLevel() {
        return !(pro && version == 30);
    }

    /** A call of the current turn that lost its signature is refused (W-GE-12). */
    boolean demandsSignatures() {
        return version >= 30;
    }

    /** JSON output beside function calling (W-GE-13). */
    boolean combinesJsonWithTools() {
        return version >= 30;
    }

    /** Media inside a function's response (Q-KG-3). */
    boolean takesMediaInResults() {
        return version >= 30;
    }

    /** {@code parametersJsonSchema}; older ones know the OpenAPI subset only (W-GE-7). */
    boolean takesJsonSchemaParameters() {
        return version >= 20;
    }

    /** {@code responseJsonSchema}. */
    boolean takesJsonSchemaResponses() {
        return version >= 25;
    }

    int maxToolName() {
        return version >= 30 ? 128 : 64;
    }
}
