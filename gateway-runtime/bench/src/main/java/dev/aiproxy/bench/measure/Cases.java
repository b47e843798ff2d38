package dev.aiproxy.bench.measure;

import dev.aiproxy.bench.BenchException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All cases, in the order of the table. */
final class Cases {
    private static final List<Case> ALL = Stream.<Stream<? extends Case>>of(
                    RouteCase.ALL.stream(),
                    StreamCase.ALL.stream(),
                    Stream.of(
                            new BodyCase(),
                            OpenStreamsCase.PASSTHROUGH,
                            new ColdStartCase(),
                            new CancelCase(),
                            new ScaleCase()))
            .<Case>flatMap(cases -> cases)
            .toList();

    private Cases() {}

    static List<Case> all() {
        return ALL;
    }

    /** Those of these names; all but the one for scale if there are none. */
    static List<Case> named(List<String> names) {
        if (names.isEmpty()) {
            return ALL.stream().filter(each -> !(each instanceof ScaleCase)).toList();
        }
        List<Case> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(ALL.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BenchException("no case is called " + name + "; there are "
                            + String.join(", ", ALL.stream().map(Case::name).toList()))));
        }
        return chosen;
    }
}
