//! The request's body: the conversation and the tools in `OpenAI`'s words.

use async_openai::types::chat::{
    ChatCompletionMessageToolCall, ChatCompletionMessageToolCalls, ChatCompletionRequestAssistantMessage,
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessage, ChatCompletionRequestToolMessage,
    ChatCompletionRequestUserMessage, ChatCompletionStreamOptions, ChatCompletionTool, ChatCompletionTools,
    CreateChatCompletionRequest, FunctionCall, FunctionObject,
};

use crate::generation::{
    arguments::parse_arguments,
    providers::{ChatMessage, ChatRequest, ToolCall, ToolSpec},
};

/// The body for one call. What is empty is left out, because some servers refuse empty lists.
pub(super) fn body(request: &ChatRequest, ask_usage: bool) -> CreateChatCompletionRequest {
    let tools: Vec<_> = request.tools.iter().map(tool).collect();
    CreateChatCompletionRequest {
        model: request.model.clone(),
        messages: request.messages.iter().filter_map(message).collect(),
        tools: (!tools.is_empty()).then_some(tools),
        stream: Some(true),
        stream_options: ask_usage
            .then_some(ChatCompletionStreamOptions { include_usage: Some(true), include_obfuscation: None }),
        ..CreateChatCompletionRequest::default()
    }
}

fn tool(spec: &ToolSpec) -> ChatCompletionTools {
    ChatCompletionTools::Function(ChatCompletionTool {
        function: FunctionObject {
            name: spec.name.to_owned(),
            description: Some(spec.description.to_owned()),
            parameters: Some(spec.parameters.clone()),
            strict: None,
        },
    })
}

/// `None` for an answer that said and did nothing, which some servers refuse.
fn message(message: &ChatMessage) -> Option<ChatCompletionRequestMessage> {
    Some(match message {
        ChatMessage::System { text } => ChatCompletionRequestSystemMessage::from(text.as_str()).into(),
        ChatMessage::User { text } => ChatCompletionRequestUserMessage::from(text.as_str()).into(),
        ChatMessage::Assistant { text, calls } if text.is_empty() && calls.is_empty() => return None,
        ChatMessage::Assistant { text, calls } => ChatCompletionRequestAssistantMessage {
            content: (!text.is_empty()).then(|| text.as_str().into()),
            tool_calls: (!calls.is_empty()).then(|| calls.iter().map(call).collect()),
            ..ChatCompletionRequestAssistantMessage::default()
        }
        .into(),
        ChatMessage::ToolResult { call_id, text, failed, .. } => ChatCompletionRequestToolMessage {
            content: if *failed { format!("Error: {text}").into() } else { text.as_str().into() },
            tool_call_id: call_id.clone(),
        }
        .into(),
    })
}

/// Servers that render a conversation through a template parse the arguments of earlier calls
/// and fail for good on malformed ones. Those are sent as `{}`: the result that follows says
/// what was wrong with them.
fn call(call: &ToolCall) -> ChatCompletionMessageToolCalls {
    let usable = !call.arguments.trim().is_empty() && parse_arguments(&call.arguments).is_ok();
    ChatCompletionMessageToolCalls::Function(ChatCompletionMessageToolCall {
        id: call.id.clone(),
        function: FunctionCall {
            name: call.name.clone(),
            arguments: if usable { call.arguments.clone() } else { "{}".to_owned() },
        },
    })
}
