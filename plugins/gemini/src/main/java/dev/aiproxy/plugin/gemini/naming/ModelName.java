package dev.aiproxy.plugin.gemini.naming;

/** A model as request bodies name it: with its collection in front. */
public final class ModelName {
    /** The member that names the model. */
    public static final String MEMBER = "model";

    private static final String MODELS = "models/";

    private ModelName() {}

    /** {@code models/<model>}, unless the name has a collection of its own. */
    public static String of(String model) {
        return model.startsWith(MODELS) || model.startsWith("tunedModels/") ? model : MODELS + model;
    }
}
