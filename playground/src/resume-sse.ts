/**
 * Lets graphql-sse's client notice every end of a connection.
 *
 * It connects again where a stream ends while an operation waits for events. Where the end comes
 * right behind an event, none waits yet: a broken connection is then reported as a failure, and a
 * closed one is not noticed at all. Here the end comes when what was read before is delivered.
 */
export async function fetchWithLateEnd(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  return response.body ? new Response(withLateEnd(response.body), response) : response;
}

/** The same bytes, with the end or the error in a turn of the event loop of its own. */
function withLateEnd(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const later = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        await later();
        controller.close();
      } catch (error) {
        await later();
        controller.error(error);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  }, new CountQueuingStrategy({ highWaterMark: 0 }));
}
