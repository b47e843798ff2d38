package dev.aiproxy.api.chat;

/** Who speaks in a message. */
public enum Role {
    /** Instructions that stand above the conversation. */
    SYSTEM,
    /** Instructions of the application's developer; formats without the role treat them as {@link #SYSTEM}. */
    DEVELOPER,
    /** The person or program that the model answers. */
    USER,
    /** The model. */
    ASSISTANT,
    /** Results of tool calls: only {@link Part.ToolResult} parts, directly behind the assistant message that called. */
    TOOL
}
