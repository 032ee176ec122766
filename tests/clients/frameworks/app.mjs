// What the apps of these suites have in common, whichever framework they are made with.

export const REFRESH = `
  mutation Refresh($token: String!) { sessionRefresh(refreshToken: $token) { accessToken refreshToken userErrors { message } } }
`;

/** `fetch`, and a record of what was asked and answered. */
export function recorder() {
  const calls = [];
  return {
    calls,
    async fetch(input, init = {}) {
      const url = String(input);
      const body = typeof init.body === "string" ? init.body : "";
      // What is sent as a form has its media type only once it is a request.
      const sent = init.body === undefined ? null : new Request("http://localhost", { method: "POST", body: init.body }).headers.get("content-type");
      const call = { url, body, sent, method: init.method ?? "GET" };
      calls.push(call);
      const response = await fetch(input, init);
      Object.assign(call, { status: response.status, type: response.headers.get("content-type") });
      return response;
    },
  };
}

/** A project as its export in JSON has it. */
export function archive(name, files) {
  const entries = Object.entries(files).map(([path, text]) => ({ path, text }));
  return new File([JSON.stringify({ format: "maquette-project", version: 1, name, files: entries })], "project.json", { type: "application/json" });
}
