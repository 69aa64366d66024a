/** What gives a document shared memory, where its host does not say that it may have it. */
const HEADERS = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** The response with the headers; as it is where the host sends any of its own, or where it is none of ours to change. */
export function isolated(response: Response): Response {
  const { status, statusText, body } = response;
  if (response.type === "opaqueredirect" || response.type === "error") return response;
  const headers = new Headers(response.headers);
  if (Object.keys(HEADERS).some((name) => headers.has(name))) return response;
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}
