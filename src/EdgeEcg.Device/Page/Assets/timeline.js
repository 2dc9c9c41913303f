// Heart rate, events and what is recorded, on one axis of time: the last hours, or as far back as anything goes.
import { colour, fit } from "./paper.js";

const DAY_S = 24 * 3600;
const HOUR_S = 3600;
const SPANS_H = [1, 6, 24];
const TICKS_S = { 1: 600, 6: 3600, 24: 4 * 3600 };
const [LOWEST_BPM, HIGHEST_BPM] = [30, 190];
const RATES_BPM = [50, 100, 150];
const [LEFT_PX, AXIS_PX, ROW_PX, BAR_PX] = [62, 18, 20, 12];
const LONGEST_STEP_S = 150;
const byId = id => document.getElementById(id);

export function drawTimeline({ events, minutes, recordings }) {
  const canvas = byId("timeline");
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const told = events.filter(event => event.time).map(event => ({ at: Date.parse(event.time) / 1000, urgent: event.priority === "hi" }));
  // The device's clock may be ahead of this machine's; what it tells lies before "now" all the same.
  const now = Math.max(Date.now() / 1000, told.at(-1)?.at ?? 0, minutes.at(-1)?.[0] ?? 0);
  const hours = Number(byId("span").value) || spanOf(now, [minutes[0]?.[0], told[0]?.at, recordings[0]?.from_s]);
  const first = now - hours * HOUR_S;
  const plane = {
    context: fit(canvas, width, height), width, now, first,
    bottom: height - AXIS_PX - 2 * ROW_PX,
    x: seconds => LEFT_PX + (width - LEFT_PX) * (seconds - first) / (now - first),
    y: bpm => 6 + (height - AXIS_PX - 2 * ROW_PX - 12) * (1 - (bpm - LOWEST_BPM) / (HIGHEST_BPM - LOWEST_BPM)),
  };
  plane.context.font = "12px system-ui";
  drawAxes(plane, hours, height);
  drawRates(plane, minutes.filter(([at]) => at >= first));
  for (const { at, urgent } of told.filter(event => event.at >= first)) {
    plane.context.fillStyle = colour(urgent ? "--alarm" : "--ink");
    plane.context.fillRect(plane.x(at) - 1, plane.bottom + 4, 2, BAR_PX);
  }
  for (const { from_s: from, to_s: to, locked } of recordings.filter(piece => piece.to_s >= first)) {
    plane.context.fillStyle = colour(locked ? "--alarm" : "--good");
    const left = plane.x(Math.max(first, from));
    plane.context.fillRect(left, plane.bottom + ROW_PX + 4, Math.max(1, plane.x(to) - left), locked ? BAR_PX / 3 : BAR_PX);
  }
  const count = told.filter(event => event.at >= first).length;
  byId("timeline-text").textContent = `The last ${hours === 1 ? "hour" : `${hours} hours`}: `
    + `${count === 1 ? "one event" : `${count} events`}. ${recordedText(recordings)}`;
}

// The shortest in which everything has room.
function spanOf(now, oldest) {
  const since = Math.min(now, ...oldest.filter(Boolean));
  return SPANS_H.find(hours => now - since <= hours * HOUR_S) ?? SPANS_H.at(-1);
}

function drawAxes({ context, width, now, first, bottom, x, y }, hours, height) {
  context.fillStyle = colour("--soft");
  context.strokeStyle = colour("--line");
  context.lineWidth = 0.5;
  context.textAlign = "right";
  context.textBaseline = "middle";
  RATES_BPM.forEach(bpm => { context.fillText(bpm === RATES_BPM.at(-1) ? `bpm ${bpm}` : bpm, LEFT_PX - 6, y(bpm)); });
  context.fillText("events", LEFT_PX - 6, bottom + 4 + BAR_PX / 2);
  context.fillText("recorded", LEFT_PX - 6, bottom + ROW_PX + 4 + BAR_PX / 2);
  context.beginPath();
  RATES_BPM.forEach(bpm => { context.moveTo(LEFT_PX, y(bpm)); context.lineTo(width, y(bpm)); });
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  const offset = new Date().getTimezoneOffset() * 60;
  const step = TICKS_S[hours] * (width < 500 ? 2 : 1);
  for (let at = Math.ceil((first - offset) / step) * step + offset; at < now; at += step) {
    context.moveTo(x(at), 4);
    context.lineTo(x(at), height - AXIS_PX);
    const text = new Date(at * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
    if (x(at) > LEFT_PX + 18 && x(at) < width - 50) { context.fillText(text, x(at), height - 4); }
  }
  context.stroke();
  context.textAlign = "right";
  context.fillText("now", width, height - 4);
}

// A line where minute follows minute, a dot where a value stands alone.
function drawRates({ context, x, y }, minutes) {
  context.fillStyle = context.strokeStyle = colour("--trace");
  context.lineWidth = 1.5;
  context.beginPath();
  let last = null;
  for (const [at, bpm] of minutes) {
    if (bpm === null) { last = null; continue; }
    if (last !== null && at - last <= LONGEST_STEP_S) {
      context.lineTo(x(at), y(bpm));
    } else {
      context.moveTo(x(at), y(bpm));
      context.fillRect(x(at) - 1.5, y(bpm) - 1.5, 3, 3);
    }
    last = at;
  }
  context.stroke();
}

function recordedText(recordings) {
  const since = Date.now() / 1000 - DAY_S;
  const seconds = recordings.filter(piece => !piece.locked)
    .reduce((sum, piece) => sum + Math.max(0, piece.to_s - Math.max(since, piece.from_s)), 0);
  return recordings.length === 0 ? "Nothing of the last day is recorded."
    : `Of the last day ${(seconds / HOUR_S).toFixed(1)} h is recorded; what a thin line marks is kept longest, for an alarm.`;
}
