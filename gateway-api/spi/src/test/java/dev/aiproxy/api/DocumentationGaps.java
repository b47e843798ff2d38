package dev.aiproxy.api;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a public API leaves unsaid: types and members without a comment, record components without {@code @param}. Doclint
 * would also demand {@code @param} and {@code @return} where the sentence has said it all, so it does not do.
 */
final class DocumentationGaps extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private static final Set<Tree.Kind> INTERFACES = Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

    private final Trees trees;
    private final List<String> found = new ArrayList<>();

    DocumentationGaps(Trees trees) {
        this.trees = trees;
    }

    List<String> found() {
        return List.copyOf(found);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        if (!isPublic(type.getModifiers())) {
            return null;
        }
        demandComment("");
        if (type.getKind() == Tree.Kind.RECORD) {
            type.getMembers().forEach(this::demandComponent);
        }
        return super.visitClass(type, unused);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        if (isPublic(method.getModifiers()) && !overrides(method)) {
            demandComment("." + method.getName());
        }
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void unused) {
        if (isPublic(field.getModifiers())) {
            demandComment("." + field.getName());
        }
        return null;
    }

    private void demandComment(String name) {
        if (comment(getCurrentPath()).isBlank()) {
            found.add(place() + name);
        }
    }

    private void demandComponent(Tree member) {
        if (member instanceof VariableTree field
                && !field.getModifiers().getFlags().contains(Modifier.STATIC)
                && !Pattern.compile("@param\\s+" + field.getName() + "\\s+\\S")
                        .matcher(comment(getCurrentPath()))
                        .find()) {
            found.add(place() + ": @param " + field.getName());
        }
    }

    private String comment(TreePath path) {
        String comment = trees.getDocComment(path);
        return comment == null ? "" : comment;
    }

    /** The types around, from the outermost to the innermost. */
    private String place() {
        StringBuilder place = new StringBuilder();
        for (TreePath path = getCurrentPath(); path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof ClassTree type) {
                place.insert(0, place.isEmpty() ? type.getSimpleName() : type.getSimpleName() + ".");
            }
        }
        return place.toString();
    }

    private boolean isPublic(ModifiersTree modifiers) {
        Set<Modifier> flags = modifiers.getFlags();
        TreePath parent = getCurrentPath().getParentPath();
        return flags.contains(Modifier.PUBLIC)
                || flags.contains(Modifier.PROTECTED)
                || (INTERFACES.contains(parent.getLeaf().getKind()) && !flags.contains(Modifier.PRIVATE));
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
}
