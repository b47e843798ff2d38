package dev.aiproxy.runtime.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A method that a guarded service does not pass on would silently be the API's default instead of the plugin's own. */
final class GuardedTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                GuardedChatCodec.class,
                GuardedClientCodec.class,
                GuardedCountTokensCodec.class,
                GuardedDecoder.class,
                GuardedEmbeddingsCodec.class,
                GuardedEncoder.class,
                GuardedFraming.class,
                GuardedHttpProvider.class,
                GuardedLocalProvider.class,
                GuardedModelsCodec.class,
                GuardedStreamReader.class,
                GuardedStreamWriter.class,
                GuardedTap.class,
                GuardedTokenFlow.class,
                GuardedTranslator.class,
                GuardedUpstreamCodec.class
            })
    void everyMethodOfTheServiceIsPassedOn(Class<?> guarded) {
        List<Method> lost = Arrays.stream(guarded.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(Method::isDefault)
                .toList();

        assertThat(lost).isEmpty();
    }
}
