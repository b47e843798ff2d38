package dev.aiproxy.runtime.dispatch;

import dev.aiproxy.api.chat.ChatEvent;
import dev.aiproxy.api.chat.ChatResponse;
import dev.aiproxy.api.error.GatewayException;
import dev.aiproxy.api.exchange.CanonicalInterception;
import dev.aiproxy.api.exchange.ExchangeInterceptor.OnFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The canonical interceptors of one exchange, on the answer's way: the one that saw the request last sees the answer first. */
final class CanonicalChain {
    private final List<Link> links = new ArrayList<>();
    private @Nullable GatewayException broken;

    private static final class Link {
        final OnFault onFault;
        final List<ChatEvent> made = new ArrayList<>();

        @Nullable
        CanonicalInterception live;

        Link(CanonicalInterception interception, OnFault onFault) {
            this.live = interception;
            this.onFault = onFault;
        }
    }

    void add(CanonicalInterception interception, OnFault onFault) {
        links.add(new Link(interception, onFault));
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** An event on its way to the client. */
    void event(ChatEvent event, Consumer<ChatEvent> client) {
        requireWhole();
        pass(links.size() - 1, event, client);
    }

    private void pass(int index, ChatEvent event, Consumer<ChatEvent> client) {
        if (index < 0) {
            client.accept(event);
            return;
        }
        Link link = links.get(index);
        CanonicalInterception live = link.live;
        if (live == null) {
            pass(index - 1, event, client);
            return;
        }
        try {
            live.event(event, link.made::add);
        } catch (GatewayException thrown) {
            failed(link, thrown);
            link.made.clear();
            link.made.add(event);
        }
        List<ChatEvent> made = List.copyOf(link.made);
        link.made.clear();
        made.forEach(each -> pass(index - 1, each, client));
    }

    /** A whole answer on its way to the client. */
    ChatResponse response(ChatResponse response) {
        requireWhole();
        ChatResponse passed = response;
        for (int i = links.size() - 1; i >= 0; i--) {
            Link link = links.get(i);
            CanonicalInterception live = link.live;
            if (live != null) {
                try {
                    passed = live.response(passed);
                } catch (GatewayException thrown) {
                    failed(link, thrown);
                }
            }
        }
        return passed;
    }

    /** What one of them refused must not get through with another candidate's help. */
    private void requireWhole() {
        if (broken != null) {
            throw broken;
        }
    }

    private void failed(Link link, GatewayException thrown) {
        link.live = null;
        if (link.onFault == OnFault.FAIL_CLOSED || !Interceptions.isFault(thrown)) {
            broken = thrown;
            throw thrown;
        }
    }
}
