// Puts the page together: what comes from the device, and who shows it.
import { listen } from "./live.js";
import { Trace } from "./trace.js";
import { setAlarm, forgetAlarms } from "./alarms.js";
import { addEvent, addMinute, drawTimeline, setEvents, setHistory } from "./events.js";
import { showHealth, showInfo, showSilence, showState } from "./vitals.js";

const byId = id => document.getElementById(id);
const trace = new Trace(byId("grid"), byId("trace"));

const handlers = {
  hello: hello => { trace.rate = hello.trace_rate_sps; forgetAlarms(); },
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

function connection(isThere) {
  byId("connection").textContent = isThere ? "connected" : "connection lost, trying again …";
  byId("connection").classList.toggle("lost", !isThere);
  if (!isThere) {
    showSilence();
  }
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", dark);
  trace.resize();
  drawTimeline();
}

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
prefersDark.addEventListener("change", change => setTheme(change.matches));
byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
addEventListener("resize", drawTimeline);
setTheme(prefersDark.matches);
listen((first, pairs) => trace.append(first, pairs), message, connection);
