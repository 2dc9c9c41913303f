// The list of events, newest first, and the timeline of the last day.
import { colour, fit } from "./paper.js";
import { nameOf, reasonsOf, timeOf } from "./words.js";
import { openStrip } from "./strip.js";

const MOST_SHOWN = 200;
const DAY_S = 24 * 3600;
const LOWEST_BPM = 30;
const HIGHEST_BPM = 190;
let events = [];
let minutes = [];
let recordings = [];
const BAND_PX = 12;

export function setEvents(all) {
  events = all.slice(-500);
  document.getElementById("events").replaceChildren(...events.slice(-MOST_SHOWN).reverse().map(row));
  drawTimeline();
}

export function addEvent(event) {
  events.push(event);
  events.splice(0, events.length - 500);
  const list = document.getElementById("events");
  list.prepend(row(event));
  while (list.childElementCount > MOST_SHOWN) {
    list.lastElementChild.remove();
  }
  drawTimeline();
}

export function setHistory(history) {
  minutes = history;
  drawTimeline();
}

export function addMinute(state) {
  if (state.time) {
    const at = Math.floor(Date.parse(state.time) / 60000) * 60;
    if (minutes.at(-1)?.[0] === at) { minutes.pop(); }
    minutes.push([at, state.heart_rate_bpm]);
    drawTimeline();
  }
}

/** What is on the device's disk of the last day; a device that records nothing has no answer. */
export async function showRecordings() {
  const response = await fetch("api/recordings");
  recordings = response.ok ? await response.json() : [];
  drawTimeline();
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

export function drawTimeline() {
  const canvas = document.getElementById("timeline");
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const context = fit(canvas, width, height);
  const now = Date.now() / 1000;
  const x = seconds => width * (1 - (now - seconds) / DAY_S);
  const y = bpm => (height - 48) * (1 - (bpm - LOWEST_BPM) / (HIGHEST_BPM - LOWEST_BPM));
  context.font = "12px system-ui";
  context.fillStyle = colour("--soft");
  context.strokeStyle = colour("--line");
  for (let hours = 0; hours <= 24; hours += 6) {
    const at = x(now - hours * 3600);
    context.textAlign = hours === 0 ? "right" : hours === 24 ? "left" : "center";
    context.fillText(hours === 0 ? "now" : `−${hours} h`, at, height - 2);
    context.fillRect(at, 0, 1, height - 16);
  }
  context.fillStyle = colour("--trace");
  for (const [at, bpm] of minutes) {
    if (bpm !== null) { context.fillRect(x(at) - 1, y(bpm) - 1, 3, 3); }
  }
  for (const event of events.filter(e => e.time)) {
    context.fillStyle = colour(event.priority === "hi" ? "--alarm" : "--soft");
    context.fillRect(x(Date.parse(event.time) / 1000) - 1, height - 46, 2, 12);
  }
  for (const { from_s: from, to_s: to, locked } of recordings) {
    context.fillStyle = colour(locked ? "--alarm" : "--good");
    const left = Math.max(0, x(from));
    context.fillRect(left, height - 30, Math.max(1, x(to) - left), locked ? BAND_PX / 3 : BAND_PX);
  }
  document.getElementById("timeline-text").textContent =
    `Last 24 hours: dots are the heart rate (${LOWEST_BPM} to ${HIGHEST_BPM} bpm), marks below are the ${events.length} events kept. ${recordedText()}`;
}

function recordedText() {
  const since = Date.now() / 1000 - DAY_S;
  const seconds = recordings.filter(piece => !piece.locked)
    .reduce((sum, piece) => sum + Math.max(0, piece.to_s - Math.max(since, piece.from_s)), 0);
  return recordings.length === 0 ? "Nothing of it is recorded."
    : `The band is what is recorded, ${(seconds / 3600).toFixed(1)} h; its thin line is kept longest, for an alarm.`;
}
