package dev.aiproxy.runtime.config;

import java.util.HashMap;
import java.util.Map;

/** Gives every credential of a section a name of its own. */
final class CredentialNames {
    private final String providerId;
    private final Map<String, Place> claimed = new HashMap<>();

    CredentialNames(String providerId) {
        this.providerId = providerId;
    }

    /** Takes the name that a credential was given; reports it if another one has it. */
    void claim(Values values, Place place) {
        values.find(CredentialOptions.NAME).ifPresent(name -> {
            Place owner = claimed.putIfAbsent(name, place);
            if (owner != null) {
                Position position = values.positions().getOrDefault(CredentialOptions.NAME.path(), Position.NONE);
                place.child(CredentialOptions.NAME.path())
                        .report(
                                position,
                                "the name of " + owner.path() + " too; every credential of a section needs its own");
            }
        });
    }

    /** The credential's own name, else provider and place in the list, the same at every load. */
    String name(int index, Values values) {
        return values.find(CredentialOptions.NAME).orElseGet(() -> {
            String name = providerId + "-" + (index + 1);
            while (claimed.containsKey(name)) {
                name += "x";
            }
            return name;
        });
    }
}
