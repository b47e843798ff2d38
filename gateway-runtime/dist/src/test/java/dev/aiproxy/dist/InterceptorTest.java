package dev.aiproxy.dist;

import dev.aiproxy.dist.hooks.ChatHook;
import dev.aiproxy.dist.hooks.RawHook;
import dev.aiproxy.dist.hooks.UsageHook;
import java.util.List;

/** Interceptors on IO threads. */
final class InterceptorTest extends InterceptorCases {
    InterceptorTest() {
        super(List.of(RawHook.class, RawHook.Optionally.class, ChatHook.class, ChatHook.Behind.class, UsageHook.class));
    }
}
