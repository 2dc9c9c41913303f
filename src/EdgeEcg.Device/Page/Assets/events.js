// The list of events, newest first; what the timeline shows of them.
import { drawTimeline } from "./timeline.js";
import { nameOf, reasonsOf, timeOf } from "./words.js";
import { openStrip } from "./strip.js";

const MOST_KEPT = 500;
const MOST_SHOWN = 200;
const shown = { events: [], minutes: [], recordings: [] };

export const redraw = () => drawTimeline(shown);

export function setEvents(all) {
  shown.events = all.slice(-MOST_KEPT);
  document.getElementById("events").replaceChildren(...shown.events.slice(-MOST_SHOWN).reverse().map(row));
  redraw();
}

export function addEvent(event) {
  shown.events.push(event);
  shown.events.splice(0, shown.events.length - MOST_KEPT);
  const list = document.getElementById("events");
  list.prepend(row(event));
  while (list.childElementCount > MOST_SHOWN) {
    list.lastElementChild.remove();
  }
  redraw();
}

export function setHistory(history) {
  shown.minutes = history;
  redraw();
}

export function addMinute(state) {
  if (state.time) {
    const at = Math.floor(Date.parse(state.time) / 60000) * 60;
    if (shown.minutes.at(-1)?.[0] === at) { shown.minutes.pop(); }
    shown.minutes.push([at, state.heart_rate_bpm]);
    redraw();
  }
}

/** What is on the device's disk of the last day; a device that records nothing has no answer. */
export async function showRecordings() {
  const response = await fetch("api/recordings");
  shown.recordings = response.ok ? await response.json() : [];
  redraw();
}

function row(event) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.event = event.id;
  for (const text of [timeOf(event.time), nameOf(event.code), reasonsOf(event.reasons)]) {
    const part = document.createElement("span");
    part.textContent = text;
    button.append(part);
  }
  button.children[1].classList.toggle("high", event.priority === "hi");
  button.addEventListener("click", () => openStrip(event));
  item.append(button);
  return item;
}

document.getElementById("span").addEventListener("change", redraw);
