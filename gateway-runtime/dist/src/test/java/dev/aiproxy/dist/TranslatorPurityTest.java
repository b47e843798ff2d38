package dev.aiproxy.dist;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.aiproxy.api.provider.Provider;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Translators are pure: no I/O, threads, clocks or randomness but what they are given. */
final class TranslatorPurityTest {
    private static final Set<String> CLOCKS_AND_DICE = Set.of(
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    @ParameterizedTest
    @ValueSource(strings = {"openai", "claude", "gemini", "ollama"})
    void translatorIsPure(String plugin) {
        var classes = new ClassFileImporter().importPath(Path.of("../../plugins", plugin, "target/classes"));

        noClasses()
                .that()
                .areNotAssignableTo(Provider.class)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net.http..",
                        "java.util.concurrent.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        ThreadLocal.class,
                        Random.class,
                        ThreadLocalRandom.class,
                        java.security.SecureRandom.class,
                        java.net.Socket.class)
                .orShould()
                .callCodeUnitWhere(clockOrDice())
                .check(classes);
    }

    private static DescribedPredicate<JavaCall<?>> clockOrDice() {
        return DescribedPredicate.describe(
                "a clock or a source of randomness",
                call -> CLOCKS_AND_DICE.contains(
                        call.getTargetOwner().getName() + "." + call.getTarget().getName()));
    }
}
