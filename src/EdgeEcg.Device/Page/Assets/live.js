// The stream from the device: frames of kind and length (32 bit), then the content. Reconnects by itself.
const TRACE = 1;
const MESSAGE = 2;
const HEAD = 8;
const SILENCE_MS = 3000;
const LONGEST_WAIT_MS = 5000;
const decoder = new TextDecoder();

/** Calls trace(firstIndex, Int16Array), message(kind, payload) and connection(true, or false and the refusal's status), for ever. */
export async function listen(trace, message, connection) {
  for (let wait = 250; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    const abort = new AbortController();
    let watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
    let refusal = null;
    try {
      const response = await fetch("live", { signal: abort.signal, cache: "no-store" });
      if (response.ok) {
        connection(true);
        wait = 250;
        const reader = response.body.getReader();
        let rest = new Uint8Array(0);
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          clearTimeout(watchdog);
          watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
          rest = takeFrames(join(rest, next.value), trace, message);
        }
      } else {
        refusal = response.status;
      }
    } catch (failure) {
      if (!(failure instanceof TypeError || failure.name === "AbortError")) {
        throw failure;
      }
    }
    clearTimeout(watchdog);
    connection(false, refusal);
    await new Promise(done => setTimeout(done, wait));
  }
}

function join(first, second) {
  if (first.length === 0) {
    return second;
  }
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function takeFrames(bytes, trace, message) {
  let at = 0;
  while (bytes.length - at >= HEAD) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const length = view.getInt32(4, true);
    if (bytes.length - at - HEAD < length) {
      break;
    }
    const content = bytes.slice(at + HEAD, at + HEAD + length);
    if (view.getInt32(0, true) === TRACE) {
      trace(new DataView(content.buffer).getFloat64(0, true), new Int16Array(content.buffer, 8));
    } else if (view.getInt32(0, true) === MESSAGE) {
      const { kind, payload } = JSON.parse(decoder.decode(content));
      message(kind, payload);
    }
    at += HEAD + length;
  }
  return bytes.slice(at);
}
