package dev.aiproxy.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;

/** What stands in {@code META-INF/services}. */
final class Services {
    private Services() {}

    static void assertDeclared(Class<?> service, Object implementation) {
        assertThat(ServiceLoader.load(service, implementation.getClass().getClassLoader()).stream()
                        .map(ServiceLoader.Provider::type)
                        .map(Class::getName))
                .as("the classes named in META-INF/services/%s", service.getName())
                .contains(implementation.getClass().getName());
    }
}
