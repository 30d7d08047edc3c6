/** A `fetch` as a client calls it, with a URL and what to do there, from one that wants both as a `Request`. */
export const ofRequests = (answer) => (url, init) => answer(new Request(url, init))
