// Puts the page together: what comes from the device, and who shows it.
import { listen } from "./live.js";
import { Trace } from "./trace.js";
import { setAlarm, forgetAlarms } from "./alarms.js";
import "./doctor.js";
import { addEvent, addMinute, redraw, setEvents, setHistory, showRecordings } from "./events.js";
import { showModel } from "./model.js";
import { followTheme } from "./theme.js";
import { showHealth, showInfo, showSilence, showState } from "./vitals.js";

const RECORDINGS_EVERY_MS = 5 * 60 * 1000;
const byId = id => document.getElementById(id);

/** For who wants to know how far the page is. */
export const trace = new Trace(byId("grid"), byId("trace"));

const handlers = {
  hello: hello => { trace.rate = hello.trace_rate_sps; forgetAlarms(); showModel(); showRecordings(); },
  beat: beat => trace.mark(beat),
  state: state => { showState(state); addMinute(state); },
  health: showHealth,
  info: showInfo,
  event: addEvent,
  events: setEvents,
  history: setHistory,
};

function message(kind, payload) {
  if (kind.startsWith("alarm/")) {
    setAlarm(kind.slice("alarm/".length), payload);
  } else {
    handlers[kind]?.(payload);
  }
}

const REFUSALS = {
  401: "not admitted any more: reload to sign in, or open the device's link",
  429: "too many wrong passwords from here, trying again …",
  503: "too many pages are open, trying again …",
};

function connection(isThere, refusal) {
  byId("connection").textContent = isThere ? "connected" : REFUSALS[refusal] ?? "connection lost, trying again …";
  byId("connection").classList.toggle("lost", !isThere);
  if (!isThere) {
    showSilence();
  }
}

addEventListener("resize", redraw);
followTheme(() => { trace.resize(); redraw(); });
setInterval(showRecordings, RECORDINGS_EVERY_MS);
listen((first, pairs) => trace.append(first, pairs), message, connection);
