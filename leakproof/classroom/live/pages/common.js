// What both pages use: elements, text with code in it, and connections that come back.

const LISTEN_SECONDS = 25; // the server says something every ten
const LONGEST_PAUSE = 10;

/** An element; `properties` are attributes, `on…` listeners, and `width` in percent; children are nodes or text. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "width") made.style.width = `${value}%`;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Text in which the parts between backticks are code. */
export function marked(text) {
  const parts = text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
  return element("span", {}, ...parts);
}

const shown = new WeakMap();

/** Builds the children of `container` anew when `data` has changed, and keeps the focus where it was. */
export function section(container, data, build) {
  const key = JSON.stringify(data);
  if (shown.get(container) === key) return;
  shown.set(container, key);
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const built = build(data);
  container.replaceChildren(...(Array.isArray(built) ? built : [built]).filter(Boolean));
  if (focused) {
    const again = [...container.querySelectorAll("[data-key]")].find((each) => each.dataset.key === focused);
    (again ?? container.querySelector("button.main") ?? container.querySelector("button"))?.focus();
  }
}

/** Sends `body`; gives `{status, answer}`, and status 0 when nobody was reached. */
export async function post(address, body) {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout?.(10_000),
    });
    return { status: response.status, answer: await response.json() };
  } catch {
    return { status: 0, answer: { error: "The class cannot be reached. Is this device still in the network?" } };
  }
}

export const pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

/** Listens to `address` for ever: `onView` gets each view, `onConnected` whether the connection holds, and `onRefused`
 * is called, and listening ends, when `isWanted` says so after a failure. */
export function listen(address, { onView, onConnected, onRefused = () => {}, isWanted = async () => true }) {
  let wait = 0.5;
  let source = null;
  let silence = null;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(again, 1000 * LISTEN_SECONDS);
  };
  const again = async () => {
    clearTimeout(silence);
    source?.close();
    onConnected(false);
    await pause(wait * (0.5 + Math.random() / 2));
    wait = Math.min(2 * wait, LONGEST_PAUSE);
    if (await isWanted()) start();
    else onRefused();
  };
  const start = () => {
    source = new EventSource(address);
    source.onmessage = (message) => {
      wait = 0.5;
      heard();
      onConnected(true);
      onView(JSON.parse(message.data));
    };
    source.addEventListener("beat", heard);
    source.addEventListener("out", again);
    source.onerror = again;
    heard();
  };
  start();
}

/** The bars of one choice: one for each round, in percent of those who voted in it. */
export function bars(counts, letter) {
  const words = counts.length === 1 ? ["votes"] : ["before", "after"];
  return element(
    "div",
    { class: "bars" },
    ...counts.map((round, index) => {
      const all = Object.values(round).reduce((sum, each) => sum + each, 0);
      const mine = round[letter] ?? 0;
      const percent = all ? Math.round((100 * mine) / all) : 0;
      return element(
        "div",
        { class: `bar ${counts.length > 1 && index === 0 ? "before" : "after"}` },
        element("span", { class: "what" }, words[index]),
        element("span", { class: "track" }, percent ? element("span", { class: "fill", width: percent }) : null),
        element("span", { class: "number" }, element("b", {}, `${mine}`), ` ${percent}%`),
      );
    }),
  );
}

/** Whether a choice is right, in words; nothing while that is not to be known. */
export function verdict(choice) {
  if (!("right" in choice)) return null;
  return choice.right
    ? element("span", { class: "verdict right" }, "✓ right")
    : element("span", { class: "verdict wrong" }, "✗ not so");
}

/** Shows whether the connection holds, in the element `status`. */
export function tellConnected(holds) {
  const status = document.getElementById("status");
  section(status, holds, () => (holds ? [] : [element("span", { class: "lost" }, "⚠ Connection lost. Trying again …")]));
}
