package dev.aiproxy.plugin.azureopenai;

import dev.aiproxy.api.error.UpstreamError;
import dev.aiproxy.api.provider.Failure;
import dev.aiproxy.api.provider.UpstreamFailure;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Azure means where its errors say more than their status does. */
final class AzureFailures {
    private static final Pattern WAIT =
            Pattern.compile("(?i)(?:retry after|try again in|replenished in) (\\d{1,7}) (milli)?second");
    private static final Pattern TIME_OF_DAY = Pattern.compile("(?i)replenished in (\\d{1,3}):(\\d\\d):(\\d\\d)");
    private static final Pattern QUOTA = Pattern.compile("(?i).*(out of call volume quota|quota exceeded).*");

    private AzureFailures() {}

    static Failure judge(UpstreamFailure failure) {
        Failure usual = Failure.of(failure);
        UpstreamError error = failure.error();
        if (error == null) {
            return usual;
        }
        return switch (error.status()) {
            case 403 -> QUOTA.matcher(firstLine(error)).matches() ? quota(usual, error) : usual;
            case 404 -> missing(usual, error);
            case 429 -> usual.retryAfter() == null ? usual.withRetryAfter(wait(error)) : usual;
            default -> usual;
        };
    }

    /** The gateway in front of a resource reports spent quota as forbidden. */
    private static Failure quota(Failure usual, UpstreamError error) {
        Duration wait = usual.retryAfter() == null ? wait(error) : usual.retryAfter();
        return new Failure(Failure.Kind.QUOTA, Failure.Scope.CREDENTIAL, true, wait);
    }

    /** Deployments are each resource's own: where one is missing, the resource of another credential may have it. */
    private static Failure missing(Failure usual, UpstreamError error) {
        boolean deployment = "DeploymentNotFound".equals(error.code()) || "DeploymentNotFound".equals(error.type());
        return deployment ? new Failure(Failure.Kind.PERMISSION, Failure.Scope.MODEL, true, null) : usual;
    }

    private static @Nullable Duration wait(UpstreamError error) {
        Matcher wait = WAIT.matcher(error.message());
        if (wait.find()) {
            long count = Long.parseLong(wait.group(1));
            return wait.group(2) == null ? Duration.ofSeconds(count) : Duration.ofMillis(count);
        }
        Matcher clock = TIME_OF_DAY.matcher(error.message());
        return clock.find()
                ? Duration.ofHours(Long.parseLong(clock.group(1)))
                        .plusMinutes(Long.parseLong(clock.group(2)))
                        .plusSeconds(Long.parseLong(clock.group(3)))
                : null;
    }

    private static String firstLine(UpstreamError error) {
        return error.message().lines().findFirst().orElse("");
    }
}
