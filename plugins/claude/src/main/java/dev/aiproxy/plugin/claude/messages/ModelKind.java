package dev.aiproxy.plugin.claude.messages;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model can do, told from its name (W-CL-11, W-CL-12): {@code claude-3-5-haiku}, {@code claude-opus-4-7},
 * {@code anthropic.claude-sonnet-4-5-20250929-v1:0}.
 *
 * @param version major version times 100 plus minor version; {@link #UNKNOWN} if the name does not tell
 * @param family whether the name is one of Anthropic's at all, rather than of a server that only speaks its format
 */
record ModelKind(int version, boolean family) {
    static final int UNKNOWN = -1;

    private static final String CLAUDE = "claude";
    private static final Pattern FAMILY_FIRST =
            Pattern.compile("claude-[a-z]+-(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");
    private static final Pattern VERSION_FIRST = Pattern.compile("claude-(\\d)(?!\\d)(?:[-.](\\d)(?!\\d))?");
    private static final int THINKS = 307;
    private static final int FOUR = 400;
    private static final int ONE_SAMPLING_FIELD = 401;
    private static final int ADAPTS = 406;
    private static final int ONLY_ADAPTS = 407;

    static ModelKind of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        boolean family = name.contains(CLAUDE);
        if (name.contains("claude-instant")) {
            return new ModelKind(100, family);
        }
        Matcher matcher = FAMILY_FIRST.matcher(name);
        if (!matcher.find()) {
            matcher = VERSION_FIRST.matcher(name);
            if (!matcher.find()) {
                return new ModelKind(UNKNOWN, family);
            }
        }
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new ModelKind(Integer.parseInt(matcher.group(1)) * 100 + minor, family);
    }

    private boolean known() {
        return version != UNKNOWN;
    }

    boolean thinks() {
        return !known() || version >= THINKS;
    }

    /** Whether {@code thinking.type: adaptive} is accepted. */
    boolean adapts() {
        return known() ? version >= ADAPTS : family;
    }

    /** Whether {@code thinking.type: enabled} with a budget is accepted. */
    boolean takesBudget() {
        return !known() || (version >= THINKS && version < ONLY_ADAPTS);
    }

    /** Whether {@code xhigh} is among the efforts. */
    boolean knowsExtraHigh() {
        return !known() || version >= ONLY_ADAPTS;
    }

    boolean takesSampling() {
        return !known() || version < ONLY_ADAPTS;
    }

    /** Whether temperature and top_p exclude each other. */
    boolean takesOneSamplingField() {
        return known() && version >= ONE_SAMPLING_FIELD;
    }

    /** Whether {@code output_config.format} is accepted (T-SO-2). */
    boolean takesFormat() {
        return !known() || version >= ONE_SAMPLING_FIELD;
    }

    /** A limit that the model allows, for requests without one (T-SA-2). */
    int defaultMaxTokens() {
        if (known() && version < 305) {
            return 4096;
        }
        return known() && version >= FOUR ? 32_000 : 8192;
    }
}
