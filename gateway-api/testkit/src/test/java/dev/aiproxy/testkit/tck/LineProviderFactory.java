package dev.aiproxy.testkit.tck;

import dev.aiproxy.api.provider.Provider;
import dev.aiproxy.api.provider.ProviderContext;
import dev.aiproxy.api.provider.ProviderFactory;
import dev.aiproxy.api.provider.ProviderSpec;
import org.jspecify.annotations.Nullable;

/** A provider that speaks the format of lines, kept right, or broken at one rule. */
public class LineProviderFactory implements ProviderFactory {
    private final @Nullable String broken;

    public LineProviderFactory() {
        this(null);
    }

    LineProviderFactory(@Nullable String broken) {
        this.broken = broken;
    }

    @Override
    public ProviderSpec spec() {
        String id = broken == null ? "line" : broken.replace('/', '-');
        return ProviderSpec.builder("provider/spec-1".equals(broken) ? id + LineTranslator.next() : id)
                .configSection(id + "-api-key")
                .defaultBaseUrl("https://line.example")
                .build();
    }

    @Override
    public Provider create(ProviderContext context) {
        return new LineProvider(broken);
    }

    /** Never declared as a service. */
    static final class Undeclared extends LineProviderFactory {}

    /** Leaves an object of its own in each thread that it is called on. */
    static final class Leaky extends LineProviderFactory {
        private static final ThreadLocal<Object> MINE = new ThreadLocal<>();

        /** Its class is the plugin's. */
        private static final class Memory {}

        @Override
        public Provider create(ProviderContext context) {
            MINE.set(new Memory());
            return super.create(context);
        }
    }

    /** Breaks the rule of its name inside a gateway. */
    public static final class Secrets2 extends LineProviderFactory {
        public Secrets2() {
            super("provider/secrets-2");
        }
    }

    /** Breaks the rule of its name inside a gateway. */
    public static final class Answers1 extends LineProviderFactory {
        public Answers1() {
            super("provider/answers-1");
        }
    }

    /** Breaks the rule of its name inside a gateway. */
    public static final class Streams1 extends LineProviderFactory {
        public Streams1() {
            super("provider/streams-1");
        }
    }

    /** Breaks the rule of its name inside a gateway. */
    public static final class Streams2 extends LineProviderFactory {
        public Streams2() {
            super("provider/streams-2");
        }
    }

    /** Breaks the rule of its name inside a gateway. */
    public static final class Slices1 extends LineProviderFactory {
        public Slices1() {
            super("provider/slices-1");
        }
    }

    /** Breaks the rule of its name inside a gateway. */
    public static final class Errors7 extends LineProviderFactory {
        public Errors7() {
            super("provider/errors-7");
        }
    }

    /** Breaks the rule of its name inside a gateway. */
    public static final class Usage1 extends LineProviderFactory {
        public Usage1() {
            super("provider/usage-1");
        }
    }
}
